import { Icon } from '../icons';
import { readiness } from '../offline/state';
import { t } from '../texts';

/** A note that the app can be used without a network, if it can. */
export function OfflineNote() {
  const now = readiness.value;
  if (now !== 'ready' && now !== 'kept') return null;
  return (
    <p class="offline-note muted" role="status">
      <Icon name="success" />
      <span>
        {t('home.offline-ready')}
        {now === 'kept' && ` ${t('home.offline-kept')}`}
      </span>
    </p>
  );
}

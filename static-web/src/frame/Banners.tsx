import { Icon } from '../icons';
import { now } from '../clock';
import { online } from '../online';
import { route } from '../route';
import { takeUpdate, update } from '../offline/state';
import { hasHadSession, session, signIn } from '../session';
import { formatTime, t } from '../texts';

const WARN_MS = 15 * 60_000;

/** Notices at the top of every page: no network, or an ended session. They never cover a form. */
export function Banners() {
  return (
    <div class="banners" role="status">
      {!online.value && (
        <p class="banner banner-offline">
          <Icon name="offline" />
          <span>{t('offline')}</span>
        </p>
      )}
      <SessionBanner />
      <UpdateBanner />
    </div>
  );
}

/** Offers a new build, except while a form is open. */
function UpdateBanner() {
  if (update.value === 'none' || route.value.page === 'form') return null;
  return (
    <p class="banner banner-news">
      <Icon name="sync" />
      <span>{t(update.value === 'ready' ? 'update.ready' : 'update.elsewhere')}</span>
      <button type="button" class="button button-secondary" onClick={() => void takeUpdate.value()}>
        {t('update.take')}
      </button>
    </p>
  );
}

function SessionBanner() {
  const { value } = session;
  if (value.state === 'signed-in' && Date.parse(value.workdayEndsAt) - now.value.getTime() < WARN_MS) {
    return (
      <p class="banner">
        <Icon name="clock" />
        <span>{t('session.ends-soon', { time: formatTime(value.workdayEndsAt) })}</span>
      </p>
    );
  }
  // On other pages the sign-in page itself is shown.
  if (value.state !== 'signed-out' || route.value.page !== 'form' || !hasHadSession.value) return null;
  return (
    <p class="banner">
      <Icon name="warning" />
      <span>{t('session.ended')}</span>
      <button type="button" class="button button-mitid" onClick={() => signIn()}>
        {t('sign-in.button')}
      </button>
    </p>
  );
}

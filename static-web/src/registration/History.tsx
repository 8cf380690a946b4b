import type { Registration } from '../api';
import { Earlier } from './Earlier';
import { Badge } from '../frame/Badge';
import { systemOf } from '../status';
import { formatDateTime, t } from '../texts';

/** The registration's changes of status, oldest first, and its id. */
export function History({ registration }: { registration: Registration }) {
  const { app, id } = registration;
  let revision = 0;
  const lines = registration.history.map((line) => {
    if (line.reason?.code === 'corrected') revision += 1;
    return { ...line, revision };
  });
  return (
    <section>
      <h2 class="h4 section-heading">{t('registration.history')}</h2>
      <ol class="timeline">
        {lines.map(({ at, status, reason, by, target, count, last, revision: earlier }, index) => (
          <li key={index}>
            <Badge summary={{ app: registration.app, status, reason, system: systemOf(target ?? '') }} />
            <p class="muted">
              <time dateTime={at}>{formatDateTime(at)}</time>
              {target && ` · ${systemOf(target) || target}`}
              {by && ` ${t('registration.by', { name: by })}`}
            </p>
            {last && <p class="muted">{t('registration.tries', { count, time: formatDateTime(last) })}</p>}
            {reason && <p class="timeline-reason">{reason.message}</p>}
            {reason?.code === 'corrected' && <Earlier {...{ app, id }} revision={earlier} />}
          </li>
        ))}
      </ol>
      <p class="muted technical">
        {t('registration.id')}: <code>{registration.id}</code>
      </p>
    </section>
  );
}

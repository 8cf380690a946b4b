import type { Registration } from '../api';
import { Badge } from '../frame/Badge';
import { formatDateTime, t } from '../texts';

export function History({ registration }: { registration: Registration }) {
  return (
    <section>
      <h2 class="h4 section-heading">{t('registration.history')}</h2>
      <ol class="timeline">
        {registration.history.map(({ at, status, reason, by }, index) => (
          <li key={index}>
            <Badge summary={{ app: registration.app, status, reason }} />
            <p class="muted">
              <time dateTime={at}>{formatDateTime(at)}</time>
              {by && ` ${t('registration.by', { name: by })}`}
            </p>
            {reason && <p class="timeline-reason">{reason.message}</p>}
          </li>
        ))}
      </ol>
      <p class="muted technical">
        {t('registration.id')}: <code>{registration.id}</code>
      </p>
    </section>
  );
}

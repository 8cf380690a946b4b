import type { Summary } from '../api';
import { now } from '../clock';
import { Badge } from '../frame/Badge';
import { AppName } from './AppName';
import { Icon } from '../icons';
import { registrationPath } from '../route';
import { isForFasit } from '../status';
import { formatRelative } from '../texts';

export function RegistrationEntry({ registration }: { registration: Summary }) {
  const { app, id, title, receipt, receivedAt } = registration;
  return (
    <li>
      <a class="entry" href={registrationPath(app, id)}>
        <span class="entry-title">{title}</span>
        <span class="entry-facts">
          <Badge summary={registration} />
          <span class="entry-meta">
            <time dateTime={receivedAt}>{formatRelative(receivedAt, now.value)}</time>
            <AppName app={app} />
            {receipt?.id && isForFasit(app) && <span> · {receipt.id}</span>}
          </span>
        </span>
        <Icon name="forward" class="entry-arrow" />
      </a>
    </li>
  );
}

import { now } from '../clock';
import { Icon } from '../icons';
import type { OutboxEntry } from '../outbox/entry';
import { outbox } from '../outbox/state';
import { nextTryInWords, obstacleInWords, stateInWords } from '../outbox/words';
import { registrationPath } from '../route';
import { formatRelative, t } from '../texts';
import { AppName } from './AppName';

/** The registrations that are sent but not yet received by the server, in the order in which they are sent: oldest first. */
export function OutboxList() {
  const entries = outbox.value ?? [];
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby="outbox">
      <h2 id="outbox" class="h4 list-heading">
        {t('outbox.title')}
      </h2>
      <ul class="entries no-max-width">
        {entries.map((entry) => (
          <Waiting key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Waiting({ entry }: { entry: OutboxEntry }) {
  const { app, id, content, queuedAt } = entry;
  const why = [obstacleInWords(entry), nextTryInWords(entry)].filter(Boolean).join(' ');
  return (
    <li>
      <a class="entry" href={registrationPath(app, id)}>
        <span class="entry-title">{content.title || t('draft.untitled')}</span>
        <span class="entry-facts">
          <span class="status status-warning">
            <Icon name="clock" />
            {stateInWords(entry)}
          </span>
          <span class="entry-meta">
            {formatRelative(queuedAt, now.value)}
            <AppName app={app} />
          </span>
          {why && <span class="entry-meta">{why}</span>}
        </span>
        <Icon name="forward" class="entry-arrow" />
      </a>
    </li>
  );
}

import { now } from '../clock';
import { Icon } from '../icons';
import { OPERATIONS_PATH } from '../route';
import { formatDateTime } from '../texts';
import { placeOf, type ListedDelivery } from './api';
import { StateBadge } from './Piles';
import { age, appName, targetName, to } from './words';

interface Props {
  line: ListedDelivery;
  isPicked: boolean;
  onPick: () => void;
}

/** How many of an id's last characters are shown: the first ones are of the time, and alike. */
const SHOWN_OF_ID = 6;

/** A delivery in the list: chosen by its checkbox, opened by its link. Answers are not shown. */
export function DeliveryEntry({ line, isPicked, onPick }: Props) {
  const place = placeOf(line);
  const by = to('list.by', { name: line.name, time: formatDateTime(line.receivedAt) });
  const id = to('list.id', { end: line.id.slice(-SHOWN_OF_ID) });
  const facts = [
    to('list.since', { age: age(line.since, now.value) }),
    line.attempts > 1 && to('list.tries', { count: line.attempts }),
    line.assigned && to('list.assigned', { name: line.assigned }),
  ].filter(Boolean);
  return (
    <li class="delivery">
      <div class="form-group-checkbox">
        <input id={`pick-${place}`} class="form-checkbox" type="checkbox" checked={isPicked} onChange={onPick} />
        <label class="form-label" for={`pick-${place}`}>
          <span class="sr-only">{to('list.pick', { delivery: `${targetName(line.target)}, ${by}, ${id}` })}</span>
        </label>
      </div>
      <a class="entry" href={`${OPERATIONS_PATH}/${place}`}>
        <span class="entry-title">
          {targetName(line.target)} · {appName(line)}
        </span>
        <span class="entry-facts">
          <StateBadge status={line.status} />
          <span class="entry-meta">{facts.join(' · ')}</span>
          <span class="entry-meta">
            {by} · {id}
          </span>
          {line.reason && <span class="entry-meta">{line.reason.message}</span>}
        </span>
        <Icon name="forward" class="entry-arrow" />
      </a>
    </li>
  );
}

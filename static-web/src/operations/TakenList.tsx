import { useSignal } from '@preact/signals';
import { ReasonDialog } from '../frame/ReasonDialog';
import { Icon } from '../icons';
import { OPERATIONS_PATH } from '../route';
import { formatDayHeading, formatTime } from '../texts';
import { explain, placeOf, type ShownTaken, type ShownTakenLine } from './api';
import { targetName, to } from './words';

interface Props {
  list: ShownTaken;
  now: string;
  onExplained: () => void;
}

/** Shows how many deliveries the receiver accepted on the day, how many of them it was found to have, and each with its id there. */
export function TakenList({ list, now, onExplained }: Props) {
  const { target, day, count, confirmed, items } = list;
  const explaining = useSignal<ShownTakenLine | null>(null);
  const when = formatDayHeading(day, new Date(now));
  return (
    <>
      <p role="status">
        <strong>{to('taken.count', { day: when, target: targetName(target), count })}</strong>
        {confirmed > 0 && <span class="muted"> ({to('targets.confirmed', { count: confirmed })})</span>}
      </p>
      {list.canBeAsked && count > 0 && <Findings list={list} />}
      {items.length > 0 && (
        <ol class="taken-list">
          {needsPersonFirst(items).map((line) => (
            <TakenEntry key={line.id} line={line} target={target} onExplain={() => (explaining.value = line)} />
          ))}
        </ol>
      )}
      {explaining.value && (
        <ReasonDialog
          heading={to('taken.explain')}
          explanation={to('taken.explain.what', { target: targetName(target) })}
          label={to('act.reason')}
          act={(reason) => explain(target, explaining.value!, day, reason)}
          onDone={() => {
            explaining.value = null;
            onExplained();
          }}
          onClose={() => (explaining.value = null)}
        />
      )}
    </>
  );
}

const needsPerson = ({ finding, explained }: ShownTakenLine) =>
  (finding === 'missing' || finding === 'doubled' || finding === 'unknown') && !explained;

/** The lines that a person must look into, then the others; both by time. */
const needsPersonFirst = (items: readonly ShownTakenLine[]) => [
  ...items.filter(needsPerson),
  ...items.filter((line) => !needsPerson(line)),
];

function Findings({ list: { target, there, missing, doubled, unknown, stopped, items } }: { list: ShownTaken }) {
  const name = targetName(target);
  const unasked = items.filter(({ finding }) => finding === null).length;
  return (
    <>
      <p>
        {to('taken.found', { target: name, there })}
        {missing > 0 && ` ${to('taken.missing', { count: missing })}`}
        {doubled > 0 && ` ${to('taken.doubled', { count: doubled })}`}
        {unknown > unasked && ` ${to('taken.unknown', { count: unknown - unasked })}`}
        {unasked > 0 && ` ${to('taken.unasked', { count: unasked })}`}
      </p>
      {stopped && <p class="muted">{to(`taken.stopped.${stopped}`, { target: name })}</p>}
    </>
  );
}

interface EntryProps {
  line: ShownTakenLine;
  target: string;
  onExplain: () => void;
}

function TakenEntry({ line, target, onExplain }: EntryProps) {
  const { person, id, at, receipt, confirmed, finding, unknownBecause, foundIds, explained, explainedBy } = line;
  const isOff = finding === 'missing' || finding === 'doubled' || finding === 'unknown';
  const name = targetName(target);
  const place = placeOf({ person, id, target });
  return (
    <li>
      {formatTime(at)} · {receipt || to('taken.by-hand')}
      {confirmed && receipt && ` · ${to('taken.by-hand')}`}
      <span class="muted"> · {to('taken.registration', { id })}</span>
      {isOff && (
        <p class="taken-finding">
          {!explained && <Icon name="warning" />}
          <span>
            {finding === 'unknown'
              ? to(`taken.unknown.${unknownBecause || 'unreadable'}`, { target: name })
              : to(`taken.is.${finding}`, { target: name, ids: foundIds.join(', ') })}{' '}
            {explained && to('taken.explained', { by: explainedBy, reason: explained })}{' '}
            <a href={`${OPERATIONS_PATH}/${place}`}>{to('taken.open.one')}</a>
          </span>
        </p>
      )}
      {isOff && !explained && (
        <button type="button" class="function-link" onClick={onExplain}>
          {to('taken.explain')}
        </button>
      )}
    </li>
  );
}

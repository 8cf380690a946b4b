import { useSignal } from '@preact/signals';
import { announce } from '../announce';
import { Failure } from '../frame/Failure';
import { ReasonDialog } from '../frame/ReasonDialog';
import { Icon } from '../icons';
import { formatDateTime, formatTime } from '../texts';
import { hold, release, type ShownOverview } from './api';
import { TakenDay } from './TakenDay';
import { isSystem, targetName, to } from './words';

interface Props {
  board: ShownOverview;
  onChanged: () => void;
}

/** Shows for each receiver what it took today, and whether it is held. */
export function Targets({ board, onChanged }: Props) {
  const holding = useSignal<string | null>(null);
  const failure = useSignal<unknown>(undefined);
  const letGo = async (target: string) => {
    failure.value = undefined;
    try {
      await release(target);
      announce(to('targets.released', { target: targetName(target) }));
      onChanged();
    } catch (reason) {
      failure.value = reason;
    }
  };
  return (
    <section aria-labelledby="targets">
      <h2 id="targets" class="h4 list-heading">
        {to('targets.title')}
      </h2>
      <ul class="entries no-max-width">
        {board.takenToday.map((takenToday) => (
          <TargetEntry
            key={takenToday.target}
            taken={takenToday}
            board={board}
            onHold={() => (holding.value = takenToday.target)}
            onRelease={() => void letGo(takenToday.target)}
          />
        ))}
      </ul>
      {failure.value !== undefined && <Failure failure={failure.value} />}
      {holding.value !== null && (
        <HoldDialog target={holding.value} onHeld={onChanged} onClose={() => (holding.value = null)} />
      )}
    </section>
  );
}

interface EntryProps {
  taken: ShownOverview['takenToday'][number];
  board: ShownOverview;
  onHold: () => void;
  onRelease: () => void;
}

function TargetEntry({ taken: { target, count, confirmed }, board, onHold, onRelease }: EntryProps) {
  const held = board.held.find((each) => each.target === target);
  const name = targetName(target);
  const isDrained = held && new Date(held.drainedBy) <= new Date(board.time);
  return (
    <li class="target" data-held={held ? 'true' : undefined}>
      <p>
        <strong>{to('targets.today', { target: name, count })}</strong>
        {confirmed > 0 && <span class="muted"> ({to('targets.confirmed', { count: confirmed })})</span>}
      </p>
      {held && (
        <p class="target-held">
          <Icon name="warning" />
          <span>
            {to('targets.held', { since: formatDateTime(held.since), by: held.by, reason: held.reason })}{' '}
            {isDrained ? to('targets.drained') : to('targets.draining', { time: formatTime(held.drainedBy) })}
          </span>
        </p>
      )}
      <Traffic board={board} target={target} />
      {isSystem(target) && <TakenDay target={target} now={board.time} />}
      {held ? (
        <button type="button" class="button button-primary" onClick={onRelease}>
          {to('targets.release', { target: name })}
        </button>
      ) : (
        <button type="button" class="button button-secondary" onClick={onHold}>
          {to('targets.hold.of', { target: name })}
        </button>
      )}
    </li>
  );
}

/** Shows how much may be sent to it, how many wait, and whether it answers. */
function Traffic({ board, target }: { board: ShownOverview; target: string }) {
  const traffic = board.traffic.find((each) => each.target === target);
  if (!traffic) return null;
  const { circuit, since, inTurnSince, waiting } = traffic;
  const limit = limitText(traffic);
  return (
    <>
      {circuit !== 'closed' && since !== null && (
        <p class="target-held">
          <Icon name="warning" />
          <span>{to(`targets.${circuit}`, { since: formatDateTime(since) })}</span>
        </p>
      )}
      {circuit === 'closed' && inTurnSince !== null && (
        <p>{to('targets.in-turn', { since: formatDateTime(inTurnSince) })}</p>
      )}
      <p class="muted">
        {to('targets.waiting', { count: waiting })}
        {limit && ` ${limit}`}
      </p>
    </>
  );
}

function limitText({ atOnce, perMinute }: ShownOverview['traffic'][number]): string {
  if (atOnce && perMinute) return to('targets.limit', { atOnce, perMinute });
  if (atOnce) return to('targets.limit.at-once', { atOnce });
  return perMinute ? to('targets.limit.per-minute', { perMinute }) : '';
}

interface HoldProps {
  target: string;
  onHeld: () => void;
  onClose: () => void;
}

function HoldDialog({ target, onHeld, onClose }: HoldProps) {
  const name = targetName(target);
  return (
    <ReasonDialog
      heading={to('targets.hold.of', { target: name })}
      what={to('targets.hold.what', { target: name })}
      label={to('act.reason')}
      act={(reason) => hold(target, reason)}
      onDone={() => {
        announce(to('targets.is-held', { target: name }));
        onClose();
        onHeld();
      }}
      onClose={onClose}
    />
  );
}

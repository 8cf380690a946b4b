import { useSignal } from '@preact/signals';
import { announce } from '../announce';
import { Dialog } from '../frame/Dialog';
import { Failure } from '../frame/Failure';
import { ReasonDialog } from '../frame/ReasonDialog';
import { Icon } from '../icons';
import type { ShownHold } from '../generated/api';
import { formatDateTime, formatDayHeading, formatTime } from '../texts';
import { hold, release, type ShownOverview } from './api';
import { TakenDay } from './TakenDay';
import { isSystem, targetName, to } from './words';

interface Props {
  board: ShownOverview;
  onChanged: () => void;
}

/** Shows for each receiver how many deliveries it accepted today, and whether deliveries to it are held back. */
export function Targets({ board, onChanged }: Props) {
  const holding = useSignal<string | null>(null);
  const releasing = useSignal<ShownHold | null>(null);
  return (
    <section aria-labelledby="targets">
      <h2 id="targets" class="h4 list-heading">
        {to('targets.title')}
      </h2>
      <ul class="entries no-max-width">
        {board.takenToday.map((takenToday) => (
          <TargetEntry
            key={takenToday.target}
            takenToday={takenToday}
            board={board}
            onHold={() => (holding.value = takenToday.target)}
            onRelease={(current) => (releasing.value = current)}
            onChanged={onChanged}
          />
        ))}
      </ul>
      {holding.value !== null && (
        <HoldDialog target={holding.value} onHeld={onChanged} onClose={() => (holding.value = null)} />
      )}
      {releasing.value !== null && (
        <ReleaseDialog
          current={releasing.value}
          board={board}
          onReleased={onChanged}
          onClose={() => (releasing.value = null)}
        />
      )}
    </section>
  );
}

interface EntryProps {
  takenToday: ShownOverview['takenToday'][number];
  board: ShownOverview;
  onHold: () => void;
  onRelease: (current: ShownHold) => void;
  onChanged: () => void;
}

function TargetEntry({ takenToday: { target, count, confirmed }, board, onHold, onRelease, onChanged }: EntryProps) {
  const current = board.held.find((other) => other.target === target);
  const name = targetName(target);
  const unmatched = board.unmatched.filter((day) => day.target === target);
  const isDrained = current && new Date(current.drainedBy) <= new Date(board.time);
  return (
    <li class="target" data-held={current ? 'true' : undefined}>
      <p>
        <strong>{to('targets.today', { target: name, count })}</strong>
        {confirmed > 0 && <span class="muted"> ({to('targets.confirmed', { count: confirmed })})</span>}
      </p>
      {current && (
        <p class="target-held">
          <Icon name="warning" />
          <span>
            {to('targets.held', { since: formatDateTime(current.since), by: current.by, reason: current.reason })}{' '}
            {isDrained ? to('targets.drained') : to('targets.draining', { time: formatTime(current.drainedBy) })}
          </span>
        </p>
      )}
      <Traffic board={board} target={target} isHeld={current !== undefined} />
      <Unmatched days={unmatched} now={board.time} />
      {isSystem(target) && <TakenDay target={target} now={board.time} day={unmatched[0]?.day} onChanged={onChanged} />}
      {current ? (
        <button type="button" class="button button-primary" onClick={() => onRelease(current)}>
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

/** Shows the days on which deliveries are missing in the receiver, or are there several times. */
function Unmatched({ days, now }: { days: ShownOverview['unmatched']; now: string }) {
  return days.map(({ day, missing, doubled }) => (
    <p key={day} class="target-held">
      <Icon name="warning" />
      <span>
        {formatDayHeading(day, new Date(now))}:{missing > 0 && ` ${to('taken.missing', { count: missing })}`}
        {doubled > 0 && ` ${to('taken.doubled', { count: doubled })}`}
      </span>
    </p>
  ));
}

interface TrafficProps {
  board: ShownOverview;
  target: string;
  /** Nothing is sent to it by itself. */
  isHeld: boolean;
}

/** Shows how many deliveries wait for the receiver, how much may be sent to it at once, and whether it answers. */
function Traffic({ board, target, isHeld }: TrafficProps) {
  const traffic = board.traffic.find((entry) => entry.target === target);
  if (!traffic) return null;
  const { circuit, since, inTurnSince, waiting } = traffic;
  const limit = limitText(traffic);
  return (
    <>
      {circuit !== 'closed' && since !== null && (
        <p class="target-held">
          <Icon name="warning" />
          <span>{to(isHeld ? 'targets.held.open' : `targets.${circuit}`, { since: formatDateTime(since) })}</span>
        </p>
      )}
      {circuit === 'closed' && inTurnSince !== null && !isHeld && (
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
      explanation={to('targets.hold.what', { target: name })}
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

interface ReleaseProps {
  current: ShownHold;
  board: ShownOverview;
  onReleased: () => void;
  onClose: () => void;
}

/** Asks before all that waits for a receiver goes out. */
function ReleaseDialog({ current: { target, since }, board, onReleased, onClose }: ReleaseProps) {
  const busy = useSignal(false);
  const failure = useSignal<unknown>(undefined);
  const name = targetName(target);
  const words = to('targets.release', { target: name });
  const count = board.traffic.find((entry) => entry.target === target)?.waiting ?? 0;
  const confirm = async () => {
    busy.value = true;
    failure.value = undefined;
    try {
      await release(target, since);
      announce(to('targets.released', { target: name }));
      onClose();
      onReleased();
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog heading={words} confirm={words} busy={busy.value} onConfirm={() => void confirm()} onClose={onClose}>
      <p>{to('targets.release.what', { target: name, count })}</p>
      {failure.value !== undefined && <Failure failure={failure.value} />}
    </Dialog>
  );
}

import { Failure } from '../frame/Failure';
import { formatDateTime } from '../texts';
import type { Doing, Name, Outcome } from './api';
import { progress, stop, type Progress } from './moving';
import { stateName, to } from './words';

interface Props {
  onUndo: (names: readonly Name[], doing: Doing) => void;
}

/** The act that undoes an act, where the table of states has one. */
const UNDONE_BY: Readonly<Partial<Record<Doing['act'], Doing['act']>>> = { park: 'take-up', close: 'reopen' };

/** Shows the progress of moving several deliveries, then what was done, what was not and why, and how to undo it. */
export function ProgressNote({ onUndo }: Props) {
  const running = progress.value;
  if (!running) return null;
  const { doing, done, total, moved, failed, isOver, failure } = running;
  const act = to(`act.${doing.act}`);
  const count = to('progress.running', { done, total });
  return (
    <section class="panel progress-note" aria-live="polite">
      <p>
        <strong>{isOver ? to('progress.done', { act, moved: moved.length, total }) : `${act}: ${count}`}</strong>
      </p>
      <progress max={total} value={done} aria-label={count} />
      {failed.length > 0 && <NotMoved failed={failed} />}
      {failure !== undefined && <Failure failure={failure} />}
      <div class="button-row">
        {isOver ? (
          <AfterMove act={doing.act} moved={moved} onUndo={onUndo} />
        ) : (
          <button type="button" class="button button-secondary" onClick={stop}>
            {to('progress.stop')}
          </button>
        )}
      </div>
    </section>
  );
}

/** How many were not moved, and how many of them for each reason. */
function NotMoved({ failed }: Pick<Progress, 'failed'>) {
  const reasons = failed.map(reasonOf);
  return (
    <>
      <p>{to('progress.failed', { count: failed.length })}</p>
      <ul>
        {[...new Set(reasons)].map((reason) => (
          <li key={reason}>
            {reason} ({reasons.filter((each) => each === reason).length})
          </li>
        ))}
      </ul>
    </>
  );
}

/** Why a delivery was not moved, and what has happened to it instead. */
function reasonOf({ problem, happened, isLate }: Outcome): string {
  if (isLate) return to('progress.late');
  const title = problem?.title ?? '';
  if (!happened) return title;
  const { status, since, by } = happened;
  const values = { reason: title, state: stateName(status), since: formatDateTime(since) };
  return by ? to('progress.happened', { ...values, by }) : to('progress.happened-by-itself', values);
}

interface AfterMoveProps extends Props, Pick<Progress, 'moved'> {
  act: Doing['act'];
}

function AfterMove({ act, moved, onUndo }: AfterMoveProps) {
  const undo = UNDONE_BY[act];
  return (
    <>
      {undo && moved.length > 0 && (
        <button type="button" class="button button-secondary" onClick={() => onUndo(moved, { act: undo })}>
          {to('act.undo')}
        </button>
      )}
      <button type="button" class="button button-tertiary" onClick={() => (progress.value = undefined)}>
        {to('progress.close')}
      </button>
    </>
  );
}

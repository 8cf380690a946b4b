import { Failure } from '../frame/Failure';
import { formatDateTime } from '../texts';
import type { MoveRequest, DeliveryRef, Outcome } from './api';
import { progress, stop, type Progress } from './moving';
import { stateName, to } from './words';

interface Props {
  onUndo: (refs: readonly DeliveryRef[], request: MoveRequest) => void;
  /** Called with what goes on with a move that was stopped or failed. */
  onResume: (resume: () => Promise<void>) => void;
}

/** The act that undoes another act, for those that can be undone. */
const UNDONE_BY: Readonly<Partial<Record<MoveRequest['act'], MoveRequest['act']>>> = {
  park: 'take-up',
  close: 'reopen',
};

/** Shows the progress of a move, then how many were moved, why the others were not, and buttons to go on with the rest and to undo. */
export function ProgressNote({ onUndo, onResume }: Props) {
  const running = progress.value;
  if (!running) return null;
  const { request, done, total, failed, isOver, failure } = running;
  const act = to(`act.${request.act}`);
  const count = to('progress.running', { done, total });
  return (
    <section class="panel progress-note" aria-live="polite">
      <p>
        <strong>
          {isOver ? to('progress.done', { act, moved: running.moved.length, total }) : `${act}: ${count}`}
        </strong>
      </p>
      <progress max={total} value={done} aria-label={count} />
      {failed.length > 0 && <NotMoved failed={failed} />}
      {failure !== undefined && <Failure failure={failure} />}
      <div class="button-row">
        {isOver ? (
          <AfterMove running={running} onUndo={onUndo} onResume={onResume} />
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
            {reason} ({reasons.filter((other) => other === reason).length})
          </li>
        ))}
      </ul>
    </>
  );
}

/** Why a delivery was not moved, and which state it has changed to. */
function reasonOf({ problem, happened, isLate }: Outcome): string {
  if (isLate) return to('progress.late');
  const title = problem?.title ?? '';
  if (!happened) return title;
  const { status, since, by } = happened;
  const values = { reason: title, state: stateName(status), since: formatDateTime(since) };
  return by ? to('progress.happened', { ...values, by }) : to('progress.happened-by-itself', values);
}

function AfterMove({ running, onUndo, onResume }: Props & { running: Progress }) {
  const { request, moved, done, resume } = running;
  const undo = UNDONE_BY[request.act];
  return (
    <>
      {resume && (
        <button type="button" class="button button-primary" onClick={() => onResume(resume)}>
          {to(done === 0 ? 'progress.again' : 'progress.resume')}
        </button>
      )}
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

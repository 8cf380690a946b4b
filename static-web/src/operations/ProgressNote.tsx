import { Failure } from '../frame/Failure';
import type { Doing, Name } from './api';
import { progress, stop } from './moving';
import { to } from './words';

interface Props {
  onUndo: (names: readonly Name[], doing: Doing) => void;
}

/** What undoes an act, where the table of states lets one be undone. */
const UNDONE_BY: Readonly<Partial<Record<Doing['act'], Doing['act']>>> = { park: 'take-up', close: 'reopen' };

/** How far a move of several is; then what was done, what was not and why, and the way to undo it. */
export function ProgressNote({ onUndo }: Props) {
  const running = progress.value;
  if (!running) return null;
  const { doing, done, total, moved, failed, isOver, failure } = running;
  const undo = UNDONE_BY[doing.act];
  const reasons = [...new Set(failed.map(({ problem }) => problem?.title ?? ''))];
  return (
    <section class="panel progress-note" aria-live="polite">
      <p>
        <strong>
          {isOver
            ? to('progress.done', { act: to(`act.${doing.act}`), moved: moved.length, total })
            : `${to(`act.${doing.act}`)}: ${to('progress.running', { done, total })}`}
        </strong>
      </p>
      <progress max={total} value={done} aria-label={to('progress.running', { done, total })} />
      {failed.length > 0 && (
        <>
          <p>{to('progress.failed', { count: failed.length })}</p>
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>
                {reason} ({failed.filter(({ problem }) => problem?.title === reason).length})
              </li>
            ))}
          </ul>
        </>
      )}
      {failure !== undefined && <Failure failure={failure} />}
      <div class="button-row">
        {!isOver && (
          <button type="button" class="button button-secondary" onClick={stop}>
            {to('progress.stop')}
          </button>
        )}
        {isOver && undo && moved.length > 0 && (
          <button type="button" class="button button-secondary" onClick={() => onUndo(moved, { act: undo })}>
            {to('act.undo')}
          </button>
        )}
        {isOver && (
          <button type="button" class="button button-tertiary" onClick={() => (progress.value = undefined)}>
            {to('progress.close')}
          </button>
        )}
      </div>
    </section>
  );
}

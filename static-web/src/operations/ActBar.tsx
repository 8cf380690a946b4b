import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { ActName, Doing, ListedDelivery } from './api';
import { ActDialog } from './ActDialog';
import { progress } from './moving';
import { to } from './words';

const ACTS: readonly ActName[] = ['try-now', 'delivered', 'send-again', 'close', 'park', 'hand', 'take-up', 'reopen'];

interface Props {
  /** The chosen deliveries, or all that are shown where all are chosen. */
  chosen: readonly Pick<ListedDelivery, 'acts'>[];
  count: number;
  onDo: (doing: Doing) => void;
  children?: ComponentChildren;
}

/**
 * What can be done with any of the chosen deliveries; for the others the result says that it could not. While a move is under way no
 * other is begun.
 */
export function ActBar({ chosen, count, onDo, children }: Props) {
  const asking = useSignal<ActName | null>(null);
  const isMoving = progress.value?.isOver === false;
  const possible = ACTS.filter((act) => chosen.some(({ acts }) => acts.includes(act)));
  return (
    <div class="panel act-bar">
      {children}
      {count > 0 && (
        <div class="button-row">
          {possible.map((act) => (
            // Not disabled: focus would be lost.
            <button
              key={act}
              type="button"
              class="button button-secondary"
              aria-disabled={isMoving}
              onClick={() => !isMoving && (asking.value = act)}
            >
              {to(`act.${act}`)}
            </button>
          ))}
        </div>
      )}
      {asking.value && (
        <ActDialog
          act={asking.value}
          count={count}
          onDo={(doing) => {
            asking.value = null;
            onDo(doing);
          }}
          onClose={() => (asking.value = null)}
        />
      )}
    </div>
  );
}

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { ActName, MoveRequest, ListedDelivery } from './api';
import { ActDialog } from './ActDialog';
import { progress } from './moving';
import { to } from './words';

const ACTS: readonly ActName[] = ['try-now', 'delivered', 'send-again', 'close', 'park', 'hand', 'take-up', 'reopen'];

interface Props {
  /** The chosen deliveries; where all are chosen, also those not shown, the ones that are shown. */
  chosen: readonly Pick<ListedDelivery, 'acts' | 'assigned'>[];
  count: number;
  onMove: (request: MoveRequest) => void;
  children?: ComponentChildren;
}

/**
 * Buttons for the acts that at least one of the chosen deliveries allows. The result lists those that did not. While a move is under
 * way no other begins.
 */
export function ActBar({ chosen, count, onMove, children }: Props) {
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
          chosen={chosen}
          count={count}
          onMove={(request) => {
            asking.value = null;
            onMove(request);
          }}
          onClose={() => (asking.value = null)}
        />
      )}
    </div>
  );
}

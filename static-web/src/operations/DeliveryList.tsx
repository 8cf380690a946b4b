import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { ActBar } from './ActBar';
import {
  deliveries,
  placeOf,
  type MoveRequest,
  type Filter,
  type ListedDelivery,
  type DeliveryRef,
  type ShownOverview,
} from './api';
import { DeliveryEntry } from './DeliveryEntry';
import { Filters } from './Filters';
import { moveMatching, moveChosen } from './moving';
import { ProgressNote } from './ProgressNote';
import { to } from './words';

const PAGE = 50;

interface Props {
  filter: Filter;
  board: ShownOverview | undefined;
  /** How often the page was reloaded; the list reloads when it changes. */
  reloadCount: number;
  /** The page already shows above that the server does not answer, with a button to try again. */
  isFailureShown: boolean;
  onFilter: (filter: Filter) => void;
  onMoved: () => void;
}

/** The list of deliveries, oldest first: filtered, chosen one by one or all, and moved together. */
export function DeliveryList({ filter, board, reloadCount, isFailureShown, onFilter, onMoved }: Props) {
  const { items, next, total, readAt, failure, load } = useDeliveries(filter, reloadCount);
  const picks = usePicks(filter, reloadCount);
  const afterMove = async (move: Promise<void>) => {
    await move;
    picks.clear();
    onMoved();
  };
  const move = (refs: readonly DeliveryRef[] | 'all', request: MoveRequest) =>
    void afterMove(refs === 'all' ? moveMatching(filter, total, readAt, request) : moveChosen(refs, request));
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries" class="h4 list-heading" tabIndex={-1}>
        {to('list.title')}
      </h2>
      <Filters filter={filter} board={board} onFilter={onFilter} />
      <ProgressNote onUndo={move} onResume={(resume) => void afterMove(resume())} />
      {failure !== undefined && !isFailureShown && <Failure failure={failure} onRetry={() => void load(null)} />}
      {!items && failure === undefined && <Loading />}
      {items && (
        <>
          <p class="muted" role="status">
            {items.length === 0 ? to('list.none') : to('list.count', { shown: items.length, total })}
          </p>
          <Deliveries items={items} total={total} picks={picks} onMove={move} />
          {next !== null && (
            <button type="button" class="button button-secondary list-more" onClick={() => void load(next)}>
              {to('list.more')}
            </button>
          )}
        </>
      )}
    </section>
  );
}

/** The loaded pages of deliveries that match the filter; reloaded when the filter or `reloadCount` changes. */
function useDeliveries(filter: Filter, reloadCount: number) {
  const items = useSignal<readonly ListedDelivery[] | undefined>(undefined);
  const next = useSignal<string | null>(null);
  const total = useSignal(0);
  const readAt = useSignal('');
  const failure = useSignal<unknown>(undefined);
  const load = async (after: string | null) => {
    failure.value = undefined;
    try {
      const page = await deliveries(filter, after, PAGE);
      items.value = after === null ? page.items : [...(items.peek() ?? []), ...page.items];
      next.value = page.next;
      if (after === null) [total.value, readAt.value] = [page.total, page.time];
    } catch (reason) {
      failure.value = reason;
    }
  };
  useEffect(() => void load(null), [filter, reloadCount]);
  return {
    items: items.value,
    next: next.value,
    total: total.value,
    readAt: readAt.value,
    failure: failure.value,
    load,
  };
}

/** The chosen deliveries by their places, or all, including those not shown. Cleared when the filter changes or the page reloads. */
function usePicks(filter: Filter, reloadCount: number) {
  const places = useSignal<ReadonlySet<string>>(new Set());
  const isAll = useSignal(false);
  const pick = (picked: Iterable<string>) => {
    places.value = new Set(picked);
    isAll.value = false;
  };
  const clear = () => pick([]);
  useEffect(clear, [filter, reloadCount]);
  const toggle = (place: string) => {
    const changed = new Set(places.value);
    if (!changed.delete(place)) changed.add(place);
    pick(changed);
  };
  return { places: places.value, isAll: isAll.value, pick, pickAll: () => (isAll.value = true), toggle, clear };
}

interface DeliveriesProps {
  items: readonly ListedDelivery[];
  total: number;
  picks: ReturnType<typeof usePicks>;
  onMove: (refs: readonly DeliveryRef[] | 'all', request: MoveRequest) => void;
}

function Deliveries({ items, total, picks, onMove }: DeliveriesProps) {
  const { places, isAll } = picks;
  const chosen = items.filter((line) => places.has(placeOf(line)));
  return (
    <>
      {items.length > 0 && (
        <ActBar
          chosen={isAll ? items : chosen}
          count={isAll ? total : chosen.length}
          onMove={(request) => onMove(isAll ? 'all' : chosen, request)}
        >
          <Choosing
            shown={items.length}
            total={total}
            count={chosen.length}
            isAll={isAll}
            onShown={() => picks.pick(items.map(placeOf))}
            onAll={picks.pickAll}
            onNone={picks.clear}
          />
        </ActBar>
      )}
      <ul class="entries no-max-width">
        {items.map((line) => (
          <DeliveryEntry
            key={placeOf(line)}
            line={line}
            isPicked={isAll || places.has(placeOf(line))}
            onPick={() => picks.toggle(placeOf(line))}
          />
        ))}
      </ul>
    </>
  );
}

interface ChoosingProps {
  shown: number;
  total: number;
  count: number;
  isAll: boolean;
  onShown: () => void;
  onAll: () => void;
  onNone: () => void;
}

function Choosing({ shown, total, count, isAll, onShown, onAll, onNone }: ChoosingProps) {
  const link = (label: string, onClick: () => void) => (
    <button type="button" class="function-link" onClick={onClick}>
      {label}
    </button>
  );
  return (
    <p class="choosing">
      <strong role="status">{isAll ? to('list.all-picked', { total }) : to('list.picked', { count })}</strong>
      {!isAll && count < shown && link(to('list.pick-shown'), onShown)}
      {!isAll && count === shown && total > shown && link(to('list.pick-all', { total }), onAll)}
      {(isAll || count > 0) && link(to('list.pick-none'), onNone)}
    </p>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { useLatestAnswer } from '../latest-answer';
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
  const { items, next, total, readAt, failure, load, loadMore } = useDeliveries(filter, reloadCount);
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
      {failure !== undefined && !isFailureShown && <Failure failure={failure} onRetry={load} />}
      {!items && failure === undefined && <Loading />}
      {items && (
        <>
          <p class="muted" role="status">
            {items.length === 0 ? to('list.none') : to('list.count', { shown: items.length, total })}
          </p>
          <Deliveries items={items} total={total} picks={picks} onMove={move} />
          {next !== null && (
            <button type="button" class="button button-secondary list-more" onClick={loadMore}>
              {to('list.more')}
            </button>
          )}
        </>
      )}
    </section>
  );
}

/** The pages of a list that have been loaded so far, and the filter that they were asked for. */
interface LoadedPages {
  filter: Filter;
  items: readonly ListedDelivery[];
  next: string | null;
  total: number;
  readAt: string;
}

/** The loaded pages of deliveries that match the filter; reloaded when the filter or `reloadCount` changes. */
function useDeliveries(filter: Filter, reloadCount: number) {
  const { answer, failure, load: follow } = useLatestAnswer<LoadedPages>();
  const isFirstPageAwaited = useRef(false);
  const load = () => {
    isFirstPageAwaited.current = true;
    void follow(firstPage(filter)).then((isLatest) => {
      if (isLatest) isFirstPageAwaited.current = false;
    });
  };
  const loadMore = () => {
    const loaded = answer.peek();
    // The pages that are shown may still be those of the previous filter, which the first page of this one is about to replace.
    if (loaded && !isFirstPageAwaited.current) void follow(withNextPage(loaded));
  };
  useEffect(load, [filter, reloadCount]);
  const { items, next = null, total = 0, readAt = '' }: Partial<LoadedPages> = answer.value ?? {};
  return { items, next, total, readAt, failure: failure.value, load, loadMore };
}

async function firstPage(filter: Filter): Promise<LoadedPages> {
  const { items, next, total, time } = await deliveries(filter, null, PAGE);
  return { filter, items, next, total, readAt: time };
}

async function withNextPage(loaded: LoadedPages): Promise<LoadedPages> {
  const { items, next } = await deliveries(loaded.filter, loaded.next, PAGE);
  return { ...loaded, items: [...loaded.items, ...items], next };
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

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { ActBar } from './ActBar';
import {
  deliveries,
  placeOf,
  type Doing,
  type Filter,
  type ListedDelivery,
  type Name,
  type ShownOverview,
} from './api';
import { DeliveryEntry } from './DeliveryEntry';
import { Filters } from './Filters';
import { moveAll, moveThese } from './moving';
import { ProgressNote } from './ProgressNote';
import { to } from './words';

const PAGE = 50;

interface Props {
  filter: Filter;
  board: ShownOverview | undefined;
  /** Counted up by each request to reload. */
  asked: number;
  /** The page has told above that the server does not answer, with a way to ask again. */
  isTold: boolean;
  onFilter: (filter: Filter) => void;
  onMoved: () => void;
}

/** The list of deliveries, oldest first: filtered, chosen one by one or all, and moved together. */
export function DeliveryList({ filter, board, asked, isTold, onFilter, onMoved }: Props) {
  const { items, next, total, seen, failure, load } = useDeliveries(filter, asked);
  const picks = usePicks(filter, asked);
  const move = async (names: readonly Name[] | 'all', doing: Doing) => {
    await (names === 'all' ? moveAll(filter, total, seen, doing) : moveThese(names, doing));
    picks.clear();
    onMoved();
  };
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries" class="h4 list-heading">
        {to('list.title')}
      </h2>
      <Filters filter={filter} board={board} onFilter={onFilter} />
      <ProgressNote onUndo={(names, doing) => void move(names, doing)} />
      {failure !== undefined && !isTold && <Failure failure={failure} onRetry={() => void load(null)} />}
      {!items && failure === undefined && <Loading />}
      {items && (
        <>
          <p class="muted" role="status">
            {items.length === 0 ? to('list.none') : to('list.count', { shown: items.length, total })}
          </p>
          <Deliveries items={items} total={total} picks={picks} onMove={(names, doing) => void move(names, doing)} />
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

/** The loaded pages of deliveries that match the filter; reloaded when the filter or `asked` changes. */
function useDeliveries(filter: Filter, asked: number) {
  const items = useSignal<readonly ListedDelivery[] | undefined>(undefined);
  const next = useSignal<string | null>(null);
  const total = useSignal(0);
  const seen = useSignal('');
  const failure = useSignal<unknown>(undefined);
  const load = async (after: string | null) => {
    failure.value = undefined;
    try {
      const page = await deliveries(filter, after, PAGE);
      items.value = after === null ? page.items : [...(items.peek() ?? []), ...page.items];
      next.value = page.next;
      if (after === null) [total.value, seen.value] = [page.total, page.time];
    } catch (reason) {
      failure.value = reason;
    }
  };
  useEffect(() => void load(null), [filter, asked]);
  return { items: items.value, next: next.value, total: total.value, seen: seen.value, failure: failure.value, load };
}

/** The chosen deliveries by their places, or all, including those not shown; none when the list changes. */
function usePicks(filter: Filter, asked: number) {
  const places = useSignal<ReadonlySet<string>>(new Set());
  const isAll = useSignal(false);
  const pick = (picked: Iterable<string>) => {
    places.value = new Set(picked);
    isAll.value = false;
  };
  const clear = () => pick([]);
  useEffect(clear, [filter, asked]);
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
  onMove: (names: readonly Name[] | 'all', doing: Doing) => void;
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
          onDo={(doing) => onMove(isAll ? 'all' : chosen, doing)}
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

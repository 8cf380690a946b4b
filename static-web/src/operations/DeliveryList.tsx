import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import type { Status } from '../api';
import { isOperator } from '../session';
import { ActBar } from './ActBar';
import { deliveries, placeOf, type Filter, type ListedDelivery, type Name, type ShownOverview } from './api';
import { DeliveryEntry } from './DeliveryEntry';
import { moveAll, moveThese } from './moving';
import { ProgressNote } from './ProgressNote';
import { stateName, targetName, to } from './words';

const PAGE = 50;
const STATES: readonly Status[] = ['received', 'blocked', 'uncertain', 'refused', 'parked', 'closed'];

interface Props {
  filter: Filter;
  board: ShownOverview | undefined;
  /** Counted up by each wish to read anew. */
  asked: number;
  onFilter: (filter: Filter) => void;
  onMoved: () => void;
}

/** The deliveries themselves, the oldest first: filtered, chosen one by one or all, and moved together. */
export function DeliveryList({ filter, board, asked, onFilter, onMoved }: Props) {
  const items = useSignal<readonly ListedDelivery[] | undefined>(undefined);
  const next = useSignal<string | null>(null);
  const total = useSignal(0);
  const picked = useSignal<ReadonlySet<string>>(new Set());
  const isAll = useSignal(false);
  const failure = useSignal<unknown>(undefined);
  const load = async (after: string | null) => {
    failure.value = undefined;
    try {
      const page = await deliveries(filter, after, PAGE);
      items.value = after === null ? page.items : [...(items.peek() ?? []), ...page.items];
      next.value = page.next;
      if (after === null) total.value = page.total;
    } catch (reason) {
      failure.value = reason;
    }
  };
  const unpick = () => {
    picked.value = new Set();
    isAll.value = false;
  };
  useEffect(() => {
    unpick();
    void load(null);
  }, [filter, asked]);
  const toggle = (place: string) => {
    const changed = new Set(picked.value);
    if (!changed.delete(place)) changed.add(place);
    picked.value = changed;
    isAll.value = false;
  };
  const shown = items.value ?? [];
  const chosen = shown.filter((line) => picked.value.has(placeOf(line)));
  const move = async (names: readonly Name[] | 'all', ...[doing]: [Parameters<typeof moveThese>[1]]) => {
    await (names === 'all' ? moveAll(filter, total.peek(), doing) : moveThese(names, doing));
    unpick();
    onMoved();
  };
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries" class="h4 list-heading">
        {to('list.title')}
      </h2>
      <Filters filter={filter} board={board} onFilter={onFilter} />
      <ProgressNote onUndo={(names, doing) => void move(names, doing)} />
      {failure.value !== undefined && <Failure failure={failure.value} onRetry={() => void load(null)} />}
      {!items.value && failure.value === undefined && <Loading />}
      {items.value && (
        <>
          <p class="muted" role="status">
            {shown.length === 0 ? to('list.none') : to('list.count', { shown: shown.length, total: total.value })}
          </p>
          {shown.length > 0 && (
            <ActBar
              chosen={isAll.value ? shown : chosen}
              count={isAll.value ? total.value : chosen.length}
              onDo={(doing) => void move(isAll.value ? 'all' : chosen, doing)}
            >
              <Choosing
                shown={shown.length}
                total={total.value}
                count={chosen.length}
                isAll={isAll.value}
                onShown={() => (picked.value = new Set(shown.map(placeOf)))}
                onAll={() => (isAll.value = true)}
                onNone={unpick}
              />
            </ActBar>
          )}
          <ul class="entries no-max-width">
            {shown.map((line) => (
              <DeliveryEntry
                key={placeOf(line)}
                line={line}
                isPicked={isAll.value || picked.value.has(placeOf(line))}
                onPick={() => toggle(placeOf(line))}
              />
            ))}
          </ul>
          {next.value !== null && (
            <button type="button" class="button button-secondary" onClick={() => void load(next.peek())}>
              {to('list.more')}
            </button>
          )}
        </>
      )}
    </section>
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

function Filters({ filter, board, onFilter }: Pick<Props, 'filter' | 'board' | 'onFilter'>) {
  const apps = [...new Set([...(board?.piles ?? []).map(({ app }) => app), filter.app])].filter(Boolean).sort();
  const targets = board?.targets ?? [];
  const select = (name: keyof Filter, label: string, options: readonly (readonly [string, string])[]) => (
    <div class="form-group">
      <label class="form-label" for={`filter-${name}`}>
        {label}
      </label>
      <select
        id={`filter-${name}`}
        class="form-select"
        value={filter[name]}
        onChange={(event) => onFilter({ ...filter, [name]: event.currentTarget.value })}
      >
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <div class="filters">
      {select('status', to('piles.state'), [
        ['', to('list.all-states')],
        ...STATES.map((status) => [status, stateName(status)] as const),
      ])}
      {isOperator.value &&
        select('target', to('piles.target'), [
          ['', to('list.all')],
          ...targets.map((target) => [target, targetName(target)] as const),
        ])}
      {isOperator.value &&
        select('app', to('piles.app'), [['', to('list.all')], ...apps.map((app) => [app, app] as const)])}
    </div>
  );
}

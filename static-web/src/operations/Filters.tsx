import type { Status } from '../api';
import { isOperator } from '../session';
import type { Filter, ShownOverview } from './api';
import { appName, stateName, targetName, to } from './words';

const STATES: readonly Status[] = ['received', 'blocked', 'uncertain', 'refused', 'parked', 'closed'];

interface Props {
  filter: Filter;
  board: ShownOverview | undefined;
  onFilter: (filter: Filter) => void;
}

/** Chooses which deliveries the list shows. Only operators, who see everybody's, filter by receiver and app. */
export function Filters({ filter, board, onFilter }: Props) {
  const apps = appsOf(board, filter.app);
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
      {isOperator.value && select('app', to('piles.app'), [['', to('list.all')], ...apps])}
    </div>
  );
}

/** The apps with waiting deliveries, and the chosen one, by title. */
function appsOf(board: ShownOverview | undefined, chosen: string): (readonly [string, string])[] {
  const names = new Map((board?.piles ?? []).map((pile) => [pile.app, appName(pile)]));
  if (chosen && !names.has(chosen)) names.set(chosen, chosen);
  return [...names].sort(([, first], [, second]) => first.localeCompare(second, 'da'));
}

import type { Status } from '../api';
import { isOperator } from '../session';
import type { Filter, ShownOverview } from './api';
import { appName, stateName, targetName, to } from './words';

const STATES: readonly Status[] = ['received', 'blocked', 'uncertain', 'refused', 'parked', 'closed'];

type Option = readonly [value: string, words: string];

interface Props {
  filter: Filter;
  board: ShownOverview | undefined;
  onFilter: (filter: Filter) => void;
}

/** Chooses which deliveries the list shows. Only operators, who see everybody's, filter by receiver and app too. */
export function Filters({ filter, board, onFilter }: Props) {
  const all: Option = ['', to('list.all')];
  const targets = board?.targets ?? [];
  const choice = (name: keyof Filter, label: string, options: readonly Option[]) => (
    <Choice
      id={`filter-${name}`}
      {...{ label, options }}
      value={filter[name]}
      onChoose={(value) => onFilter({ ...filter, [name]: value })}
    />
  );
  return (
    <div class="filters">
      {choice('status', to('piles.state'), [
        ['', to('list.all-states')],
        ...STATES.map((status): Option => [status, stateName(status)]),
      ])}
      {isOperator.value &&
        choice('target', to('piles.target'), [all, ...targets.map((target): Option => [target, targetName(target)])])}
      {isOperator.value && choice('app', to('piles.app'), [all, ...appsOf(board, filter.app)])}
      {choice('assigned', to('one.assigned'), [all, ['me', to('list.assigned.me')]])}
    </div>
  );
}

interface ChoiceProps {
  id: string;
  label: string;
  options: readonly Option[];
  value: string;
  onChoose: (value: string) => void;
}

function Choice({ id, label, options, value, onChoose }: ChoiceProps) {
  return (
    <div class="form-group">
      <label class="form-label" for={id}>
        {label}
      </label>
      <select id={id} class="form-select" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The apps with waiting deliveries, and the chosen one, by title. */
function appsOf(board: ShownOverview | undefined, chosen: string): Option[] {
  const names = new Map((board?.piles ?? []).map((pile) => [pile.app, appName(pile)]));
  if (chosen && !names.has(chosen)) names.set(chosen, chosen);
  return [...names].sort(([, first], [, second]) => first.localeCompare(second, 'da'));
}

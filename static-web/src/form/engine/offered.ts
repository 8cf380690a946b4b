/**
 * Determines which options a choice offers, given the other answers. The counterpart of
 * shared/domain/answers/offered.py.
 */
import type { ChoosingField, FieldDef, Json, Option } from '../../definition';
import { isTrue, valueOf } from './conditions';
import type { World } from './evaluate';
import { same } from './json-numbers';

export interface Offered {
  /** The offered options, and those that are chosen although they are not offered. */
  options: readonly Option[];
  /** The first chosen option that is not offered. */
  misfit: string | undefined;
}

export interface Misfit {
  code: 'not-an-option' | 'not-offered';
  limit: string | null;
}

/** Whether other answers decide what the field offers. */
export function depends(field: FieldDef): field is ChoosingField {
  let answer = dependent.get(field);
  if (answer === undefined) {
    answer =
      isChoosing(field) &&
      (field.list
        ? Object.keys(field.list.where).length > 0
        : field.options.some(({ visible }) => visible !== undefined));
    dependent.set(field, answer);
  }
  return answer;
}

/** Whether a field's options depend on other answers. Cached: it is needed at every key press and never changes. */
const dependent = new WeakMap<FieldDef, boolean>();

function isChoosing(field: FieldDef): field is ChoosingField {
  return 'list' in field && field.optionsFrom === null;
}

/** The options that a field offers; the same array as long as they do not change. */
export function offered(field: ChoosingField, answer: Json | undefined, world: World): Offered {
  const fitting = fittingOf(field, world);
  const unoffered = chosen(answer).filter((value) => !isOffered(field, value, world));
  if (unoffered.length === 0) return { options: fitting, misfit: undefined };
  const alsoChosen = field.options.filter(({ value }) => unoffered.includes(value));
  const order = field.list
    ? [...fitting, ...alsoChosen]
    : field.options.filter((option) => fitting.includes(option) || alsoChosen.includes(option));
  return { options: order, misfit: alsoChosen[0]?.value };
}

/** The fault of a choice's answer: the first chosen option that is not in the list, or is not offered. */
export function misfit(field: FieldDef, answer: Json, world: World): Misfit | undefined {
  if (!isChoosing(field)) return undefined;
  const table = field.list ? world.context.lists?.get(field.list.name) : undefined;
  for (const value of chosen(answer)) {
    if (table && !table.optionOf(value)) return { code: 'not-an-option', limit: null };
    if (!isOffered(field, value, world)) return { code: 'not-offered', limit: value };
  }
  return undefined;
}

function chosen(answer: Json | undefined): string[] {
  const values = Array.isArray(answer) ? answer : [answer];
  return values.filter((value): value is string => typeof value === 'string');
}

function isOffered(field: ChoosingField, value: string, world: World): boolean {
  if (!field.list) return isTrue(field.options.find((option) => option.value === value)?.visible ?? true, world);
  const table = world.context.lists?.get(field.list.name);
  return Object.entries(field.list.where).every(([column, source]) => {
    const cell = table?.cell(value, column);
    return cell !== undefined && wantedValues(source, world).some((value) => same(cell, value));
  });
}

const remembered = new WeakMap<FieldDef, { key: string; options: readonly Option[] }>();

function fittingOf(field: ChoosingField, world: World): readonly Option[] {
  if (!field.list) {
    const fits = field.options.map(({ visible }) => isTrue(visible ?? true, world));
    return once(field, fits.join(), () => field.options.filter((_, place) => fits[place]));
  }
  const table = world.context.lists?.get(field.list.name);
  const conditions = Object.entries(field.list.where).map(([column, source]) => ({
    column,
    values: wantedValues(source, world),
  }));
  const first = conditions[0];
  if (!table || !first) return field.options;
  return once(field, JSON.stringify(conditions), () => {
    const having = first.values.map((value) => table.having(first.column, value));
    const any = new Set(having.flat());
    // There is nearly always one value: then the array that the list has for it is used.
    const some = having.length > 1 ? table.options.filter((option) => any.has(option)) : (having[0] ?? []);
    const rest = conditions.slice(1);
    return rest.length === 0
      ? some
      : some.filter(({ value }) =>
          rest.every(({ column, values }) => values.some((cell) => same(table.cell(value, column) ?? null, cell))),
        );
  });
}

/** The values that a column must contain: none while the answer that it depends on is missing. */
function wantedValues(source: Json, world: World): Json[] {
  const value = valueOf(source, world);
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function once(field: FieldDef, key: string, find: () => readonly Option[]): readonly Option[] {
  const last = remembered.get(field);
  if (last?.key === key) return last.options;
  const options = find();
  remembered.set(field, { key, options });
  return options;
}

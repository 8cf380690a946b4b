/**
 * The definition's lists with columns: options that are filtered by earlier answers, and the facts beside each. The
 * counterpart of shared/domain/source/option_table.py. A list is stored once in the definition, and indexed on first
 * use.
 */
import { fieldsOf, type Definition, type FieldDef, type Json, type Option } from '../../definition';

type Rows = Readonly<NonNullable<Definition['lists']>[string]>['rows'];

export interface OptionTable {
  options: Option[];
  optionOf(value: Json | undefined): Option | undefined;
  /** The options among these values, in the order of the list. */
  among(values: readonly (Json | undefined)[]): Option[];
  /** The value in a column of an option's row; undefined where there is none. */
  cell(value: Json | undefined, column: string): Json | undefined;
  /** The options with this value in a column. Always the same array. */
  having(column: string, cell: Json): readonly Option[];
}

export type Lists = ReadonlyMap<string, OptionTable>;

const NONE: readonly Option[] = [];
const BESIDE = 3;
const prepared = new WeakMap<Definition, Lists>();

/** The lists of a definition; its fields get the options from them. */
export function listsOf(definition: Definition): Lists {
  let lists = prepared.get(definition);
  if (!lists) {
    const named = Object.entries(definition.lists ?? {});
    lists = new Map(named.map(([name, { columns, rows }]) => [name, tableOf(columns, rows)]));
    if (lists.size > 0) giveOptions(fieldsOf(definition), lists);
    prepared.set(definition, lists);
  }
  return lists;
}

/** The definition, its fields with the options from its lists. */
export function withLists(definition: Definition): Definition {
  listsOf(definition);
  return definition;
}

function giveOptions(fields: readonly FieldDef[], lists: Lists): void {
  for (const field of fields) {
    if ('list' in field && field.list) field.options = lists.get(field.list.name)!.options;
    if (field.control === 'group') giveOptions(field.fields, lists);
  }
}

function tableOf(columns: readonly string[], rows: Rows): OptionTable {
  const options = rows.map(([value, da, en]) => ({ value: String(value), label: { da: String(da), en: String(en) } }));
  const places = new Map(options.map(({ value }, place) => [value, place]));
  const placeOf = (value: Json | undefined) => (typeof value === 'string' ? places.get(value) : undefined);
  const index = new Map<string, Map<Json, Option[]>>();
  const at = (column: string) => columns.indexOf(column) + BESIDE;
  const indexed = (column: string) => {
    const cells = new Map<Json, Option[]>();
    rows.forEach((row, place) => {
      const cell = row[at(column)] ?? null;
      const same = cells.get(cell);
      if (same) same.push(options[place]!);
      else cells.set(cell, [options[place]!]);
    });
    index.set(column, cells);
    return cells;
  };
  return {
    options,
    optionOf: (value) => options[placeOf(value) ?? -1],
    among: (values) =>
      [...new Set(values.map(placeOf))].sort((a = -1, b = -1) => a - b).flatMap((place) => options[place ?? -1] ?? []),
    cell: (value, column) => rows[placeOf(value) ?? -1]?.[at(column)] ?? undefined,
    having: (column, cell) => (index.get(column) ?? indexed(column)).get(cell) ?? NONE,
  };
}

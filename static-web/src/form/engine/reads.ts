/**
 * Determines which fields the expressions of a form depend on, so that a key press re-evaluates only those whose value
 * may change. An expression uses only fields before its own (shared/domain/expressions/scope.py), so one pass in the
 * form's order suffices.
 *
 * A name is an id in the same object; below a group `group/id`, of any item; `.id` is a field of the form.
 */
import type { FieldDef, Json } from '../../definition';
import { isFormula } from './conditions';

/** The indexes of the fields to evaluate again when this name changes. */
type Readers = ReadonlyMap<string, readonly number[]>;

const OF_ITEMS = new Set(['count', 'sum', 'min', 'max']);
const OF_CLOCK = new Set(['today', 'now', 'person']);
const prepared = new WeakMap<readonly FieldDef[], Readers>();

/** The fields of a form or, with `isInside`, of a group, by the names that they depend on. */
export function readersIn(fields: readonly FieldDef[], isInside: boolean): Readers {
  let readers = prepared.get(fields);
  if (!readers) {
    const readersByName = new Map<string, number[]>();
    fields.forEach((field, place) => {
      // A field of the form is in the same object as the form.
      for (const name of new Set([...readBy(field)].map((name) => (isInside ? name : name.replace('.', ''))))) {
        const places = readersByName.get(name);
        if (places) places.push(place);
        else readersByName.set(name, [place]);
      }
    });
    prepared.set(fields, (readers = readersByName));
  }
  return readers;
}

function* readBy(field: FieldDef): Iterable<string> {
  for (const value of [field.visible, field.required, field.default]) yield* readIn(value);
  if (field.control === 'calculated') yield* readIn(field.calculate);
  if (field.control === 'group') {
    for (const name of readersIn(field.fields, true).keys()) if (name.startsWith('.')) yield name;
  }
  if ('list' in field) {
    for (const value of Object.values(field.list?.where ?? {})) yield* readIn(value);
    for (const { visible } of field.list ? [] : (field.options ?? [])) yield* readIn(visible);
  }
}

/** The value in the draft that a name refers to, from an object; the whole group for a name below one. */
export function pathOf(name: string, object: string): string {
  const [id = ''] = name.replace('.', '').split('/');
  return name === '.$today' ? '$today' : `${name.startsWith('.') ? '' : object}/${id}`;
}

/** The names that a value depends on, if it is an expression. */
export function readIn(value: unknown): Iterable<string> {
  return isFormula(value) ? reads(value.$expr) : [];
}

function* reads(compiled: Json | undefined): Iterable<string> {
  if (!Array.isArray(compiled)) return;
  const [operator, ...operands] = compiled;
  if (operator === 'get') yield (operands[0] === 'here' ? '' : '.') + String(operands[1]);
  else if (OF_CLOCK.has(String(operator))) yield `.$${String(operator)}`;
  else if (OF_ITEMS.has(String(operator))) yield* readOfItems(operands);
  // A list of values may look like an expression: the additional dependency only costs an evaluation.
  else for (const operand of operands) yield* reads(operand);
}

/** The names behind the number of items, the value taken of each, and the condition on them. */
function* readOfItems([over, ...operands]: Json[]): Iterable<string> {
  const [place, ...groups] = Array.isArray(over) ? over : ['form', over ?? null];
  let path = place === 'here' ? '' : '.';
  for (const group of groups) {
    path += String(group);
    yield path;
    path += '/';
  }
  for (const part of operands) {
    if (typeof part === 'string') yield path + part;
    else for (const name of reads(part)) yield name.startsWith('.') ? name : path + name;
  }
}

/**
 * What the expressions of a form look at, so that a key press asks again those alone whose answer it may change. An expression looks
 * only at fields before its own (shared/domain/expressions/scope.py), so going through a form in its order asks each once.
 *
 * A name is an id beside the expression; below a group `group/id`, of any item; after a point one of the form: `.id`.
 */
import type { FieldDef, Json } from '../../definition';
import { isFormula } from './conditions';

/** The places of the fields to look at again when what has this name is another. */
type Readers = ReadonlyMap<string, readonly number[]>;

const OF_ITEMS = new Set(['count', 'sum', 'min', 'max']);
const OF_CLOCK = new Set(['today', 'now', 'person']);
const prepared = new WeakMap<readonly FieldDef[], Readers>();

/** By what they look at, the fields of a form, or with `isInside` of a group. */
export function readersIn(fields: readonly FieldDef[], isInside: boolean): Readers {
  let readers = prepared.get(fields);
  if (!readers) {
    const all = new Map<string, number[]>();
    fields.forEach((field, place) => {
      // Beside a field of the form stands the form.
      for (const name of new Set([...readBy(field)].map((name) => (isInside ? name : name.replace('.', ''))))) {
        const places = all.get(name);
        if (places) places.push(place);
        else all.set(name, [place]);
      }
    });
    prepared.set(fields, (readers = all));
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

/** Where in the draft that is which a name stands for beside the expression, in an object; the whole group of what is below one. */
export function pathOf(name: string, object: string): string {
  const [id = ''] = name.replace('.', '').split('/');
  return name === '.$today' ? '$today' : `${name.startsWith('.') ? '' : object}/${id}`;
}

/** What a value of the layout looks at, if it is an expression. */
export function readIn(value: unknown): Iterable<string> {
  return isFormula(value) ? reads(value.$expr) : [];
}

function* reads(compiled: Json | undefined): Iterable<string> {
  if (!Array.isArray(compiled)) return;
  const [operator, ...operands] = compiled;
  if (operator === 'get') yield (operands[0] === 'here' ? '' : '.') + String(operands[1]);
  else if (OF_CLOCK.has(String(operator))) yield `.$${String(operator)}`;
  else if (OF_ITEMS.has(String(operator))) yield* readOfItems(operands);
  // A list of values may begin like an expression: what is then read too much is asked once too often.
  else for (const operand of operands) yield* reads(operand);
}

/** Which items there are, the number that is taken of each, and what the condition looks at in them. */
function* readOfItems([over, ...asked]: Json[]): Iterable<string> {
  const [place, ...groups] = Array.isArray(over) ? over : ['form', over ?? null];
  let path = place === 'here' ? '' : '.';
  for (const group of groups) {
    path += String(group);
    yield path;
    path += '/';
  }
  for (const part of asked) {
    if (typeof part === 'string') yield path + part;
    else for (const name of reads(part)) yield name.startsWith('.') ? name : path + name;
  }
}

/**
 * Evaluates compiled expressions. The counterpart of shared/domain/expressions/evaluator.py; both pass
 * tests/vectors/expressions.json.
 *
 * `undefined` means no value. An operand of another JSON type than its operator expects counts as no value; only `and`,
 * `or`, `if`, `else`, `answered`, `count`, `chosen`, `sum`, `min` and `max` can have a value where an operand has none.
 */
import type { Answers, Compiled, Json } from '../../definition';
import { finite, number, rounded } from './json-numbers';
import type { EvaluationContext } from './evaluation-context';
import type { OptionTable } from './lists';
import { inWords, label, orderOf, TAKES, text, truth, type Value } from './operands';
import { VALUE_OPERATORS } from './value-operators';

export interface World {
  /** The object that contains the expression: the form, or one item of a group. */
  enclosing: Answers;
  form: Answers;
  context: EvaluationContext;
}

type Operator = (operands: Json[], world: World) => Value;

/** The value of a compiled expression, undefined when it has none. */
export function evaluate(compiled: Compiled, world: World): Value {
  const value = valueOf(compiled, world);
  return value === null ? undefined : value;
}

function valueOf(compiled: Json, world: World): Value {
  if (!Array.isArray(compiled)) return compiled;
  const [name, ...operands] = compiled;
  const operator = OPERATORS.get(String(name));
  if (!operator) throw new Error(`an expression has no operator ${String(name)}`);
  return operator(operands, world);
}

const SIGNS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function compare(sign: string): Operator {
  return ([kind, left, right], world) => {
    const take = TAKES[String(kind)]!;
    const [first, second] = [take(valueOf(left!, world)), take(valueOf(right!, world))];
    if (first === undefined || second === undefined) return undefined;
    return SIGNS[sign]!(orderOf(first, second));
  };
}

/** The operators `and` and `or`. `settling`: the value of one operand that decides the result: false for `and`, true for `or`. */
function joined(settling: boolean): Operator {
  return (parts, world) => {
    let result: boolean | undefined = !settling;
    for (const part of parts) {
      const value = truth(valueOf(part, world));
      if (value === settling) return settling;
      if (value === undefined) result = undefined;
    }
    return result;
  };
}

/** Computes with the values of all operands. */
function ofValues(compute: (...values: Value[]) => Value): Operator {
  return (operands, world) => compute(...operands.map((operand) => valueOf(operand, world)));
}

const own = (object: Answers, id: string): Value => (Object.hasOwn(object, id) ? object[id] : undefined);
const where = (world: World, place: Json | undefined) => (place === 'here' ? world.enclosing : world.form);

function answered([operand]: Json[], world: World): boolean {
  const [, place, id] = operand as Json[];
  return Object.hasOwn(where(world, place), String(id));
}

/**
 * The items of the group that `over` names: a group of the form, or a list of `here` or `form` and then groups, each inside the one
 * before. With a condition, only the items for which it is true.
 */
function itemsOf(over: Json | undefined, world: World, condition: Json = true): Json[] {
  const [place, ...groups] = Array.isArray(over) ? over : ['form', over ?? null];
  let items: Json[] = [where(world, place)];
  for (const group of groups) {
    items = items.flatMap((item) => {
      const inner = isObject(item) ? own(item, String(group)) : undefined;
      return Array.isArray(inner) ? inner : [];
    });
  }
  if (condition === true) return items;
  return items.filter((item) => isObject(item) && valueOf(condition, { ...world, enclosing: item }) === true);
}

function isObject(item: Json): item is Answers {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

function numbers([over, id, condition]: Json[], world: World): number[] {
  return itemsOf(over, world, condition).flatMap((item) => {
    const value = isObject(item) ? number(own(item, String(id))) : undefined;
    return value === undefined ? [] : [value];
  });
}

/**
 * The operand that `isBetter` than all others; undefined where there are none. Not `Math.min(...values)`, which exceeds the stack for a
 * long list.
 */
function extreme(isBetter: (value: number, best: number) => boolean): Operator {
  return (operands, world) => {
    const values = numbers(operands, world);
    return values.length === 0 ? undefined : values.reduce((best, value) => (isBetter(value, best) ? value : best));
  };
}

/** The least or greatest of several values; undefined where one has no value. */
function outermost(isBetter: (order: number) => boolean): Operator {
  return ([kind, ...parts], world) => {
    const values = parts.map((part) => valueOf(part, world));
    const comparable = values.map(TAKES[String(kind)]!);
    let best = 0;
    for (const [index, value] of comparable.entries()) {
      if (value === undefined) return undefined;
      if (isBetter(orderOf(value, comparable[best]!))) best = index;
    }
    return values[best];
  };
}

function otherwise([operand, fallback]: Json[], world: World): Value {
  return valueOf(operand!, world) ?? valueOf(fallback!, world);
}

function includes([list, options]: Json[], world: World): Value {
  const value = valueOf(list!, world);
  if (!Array.isArray(value)) return undefined;
  return value.some((item) => typeof item === 'string' && (options as Json[]).includes(item));
}

function isIn([operand, options]: Json[], world: World): Value {
  const values = options as Json[];
  const value = (typeof values[0] === 'string' ? text : number)(valueOf(operand!, world));
  return value === undefined ? undefined : values.includes(value);
}

function choose([test, first, second]: Json[], world: World): Value {
  const condition = truth(valueOf(test!, world));
  return condition === undefined ? undefined : valueOf((condition ? first : second)!, world);
}

function tableOf({ context }: World, name: Json | undefined): OptionTable {
  const table = context.lists?.get(String(name));
  if (!table) throw new Error(`the definition has no list ${String(name)}`);
  return table;
}

/** The label of a chosen value. `labels`: the name of a list, or the labels by value. */
function labelled([operand, labels]: Json[], world: World): Value {
  const value = valueOf(operand!, world);
  if (typeof labels !== 'string') return label(value, labels as [string, string][]);
  const chosen = tableOf(world, labels).among(Array.isArray(value) ? value : [value]);
  return label(
    value,
    chosen.map((option) => [option.value, option.label.da]),
  );
}

function round([operand, places]: Json[], world: World): Value {
  const value = number(valueOf(operand!, world));
  return value === undefined ? undefined : rounded(value, Number(places));
}

const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.entries<Operator>({
    get: ([place, id], world) => own(where(world, place), String(id)),
    answered,
    and: joined(false),
    or: joined(true),
    includes,
    in: isIn,
    count: ([over, condition], world) => itemsOf(over, world, condition).length,
    sum: (operands, world) => finite(numbers(operands, world).reduce((total, addend) => total + addend, 0)),
    min: extreme((value, best) => value < best),
    max: extreme((value, best) => value > best),
    least: outermost((order) => order < 0),
    greatest: outermost((order) => order > 0),
    else: otherwise,
    'in-words': ([kind, operand], world) => inWords(String(kind), valueOf(operand!, world)),
    label: labelled,
    'look-up': ([key, name, column], world) => tableOf(world, name).cell(valueOf(key!, world), String(column)),
    if: choose,
    round,
    date: ([date]) => date,
    today: (_, { context }) => context.today,
    now: (_, { context }) => context.now,
    person: ([fact], { context }) => (context.person as Record<string, string>)[String(fact)] || undefined,
    ...Object.fromEntries(Object.keys(SIGNS).map((sign) => [sign, compare(sign)])),
    ...Object.fromEntries(Object.entries(VALUE_OPERATORS).map(([name, compute]) => [name, ofValues(compute)])),
  }),
);

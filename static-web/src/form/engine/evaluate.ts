/**
 * The one specified evaluator of compiled expressions, twin of shared/domain/expressions/evaluator.py; both pass
 * tests/vectors/expressions.json.
 *
 * No value is `undefined`. An operand of another JSON type than its operator takes has no value; only `and`, `or`, `if`,
 * `answered`, `count`, `sum`, `min` and `max` can have a value where an operand has none.
 */
import type { Answers, Compiled, Json } from '../../definition';
import { dayNumber, dayOf, isTime, LAST_DAY, momentOf } from './calendar';
import { byCodePoint, lengthOf } from './code-points';
import { finite, number, rounded } from './json-numbers';
import type { EvaluationContext } from './evaluation-context';

export interface World {
  /** The object that the expression stands in: the form, or one item of a group. */
  here: Answers;
  form: Answers;
  context: EvaluationContext;
}

type Value = Json | undefined;
type Operator = (operands: Json[], world: World) => Value;
type Comparable = number | string | boolean | bigint;

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

const text = (value: Value) => (typeof value === 'string' ? value : undefined);
const truth = (value: Value) => (typeof value === 'boolean' ? value : undefined);
const day = (value: Value) => (typeof value === 'string' ? dayNumber(value) : undefined);

const TAKES: Readonly<Record<string, (value: Value) => Comparable | undefined>> = {
  number,
  text,
  'yes-no': truth,
  date: day,
  time: (value) => (typeof value === 'string' && isTime(value) ? value : undefined),
  'date-time': (value) => (typeof value === 'string' ? momentOf(value) : undefined),
};

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
    const [one, other] = [take(valueOf(left!, world)), take(valueOf(right!, world))];
    if (one === undefined || other === undefined) return undefined;
    return SIGNS[sign]!(orderOf(one, other));
  };
}

function orderOf(one: Comparable, other: Comparable): number {
  if (typeof one === 'string') return byCodePoint(one, String(other));
  return one === other ? 0 : one < other ? -1 : 1;
}

/** `settling` is what one part alone decides: no for `and`, yes for `or`. */
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

function reckon(result: (one: number, other: number) => number): Operator {
  return ([left, right], world) => {
    const [one, other] = [number(valueOf(left!, world)), number(valueOf(right!, world))];
    // Division by zero is not finite, or no number at all.
    return one === undefined || other === undefined ? undefined : finite(result(one, other));
  };
}

const own = (object: Answers, id: string): Value => (Object.hasOwn(object, id) ? object[id] : undefined);
const where = (world: World, place: Json | undefined) => (place === 'here' ? world.here : world.form);

function answered([asked]: Json[], world: World): boolean {
  const [, place, id] = asked as Json[];
  return Object.hasOwn(where(world, place), String(id));
}

function itemsOf(group: Json | undefined, { form }: World): Json[] {
  const items = own(form, String(group));
  return Array.isArray(items) ? items : [];
}

function numbers([group, id]: Json[], world: World): number[] {
  return itemsOf(group, world).flatMap((item) => {
    const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
    const value = isObject ? number(own(item, String(id))) : undefined;
    return value === undefined ? [] : [value];
  });
}

/** The one that `isBetter` than all others, undefined of none. Spread into `Math.min` a long list would be too much. */
function extreme(isBetter: (one: number, best: number) => boolean): Operator {
  return (operands, world) => {
    const all = numbers(operands, world);
    return all.length === 0 ? undefined : all.reduce((best, one) => (isBetter(one, best) ? one : best));
  };
}

function includes([list, wanted]: Json[], world: World): Value {
  const value = valueOf(list!, world);
  if (!Array.isArray(value)) return undefined;
  return value.some((one) => typeof one === 'string' && (wanted as Json[]).includes(one));
}

function isIn([asked, wanted]: Json[], world: World): Value {
  const values = wanted as Json[];
  const value = (typeof values[0] === 'string' ? text : number)(valueOf(asked!, world));
  return value === undefined ? undefined : values.includes(value);
}

function addDays([start, count]: Json[], world: World): Value {
  const [from, days] = [day(valueOf(start!, world)), number(valueOf(count!, world))];
  if (from === undefined || days === undefined || !Number.isInteger(days) || Math.abs(days) > LAST_DAY)
    return undefined;
  return dayOf(from + days);
}

function daysBetween(dates: Json[], world: World): Value {
  const [later, earlier] = dates.map((one) => day(valueOf(one, world)));
  return later === undefined || earlier === undefined ? undefined : later - earlier;
}

function join(parts: Json[], world: World): Value {
  const texts = parts.map((part) => text(valueOf(part, world)));
  return texts.includes(undefined) ? undefined : texts.join('');
}

function choose([asked, first, second]: Json[], world: World): Value {
  const condition = truth(valueOf(asked!, world));
  return condition === undefined ? undefined : valueOf((condition ? first : second)!, world);
}

function not([asked]: Json[], world: World): Value {
  const value = truth(valueOf(asked!, world));
  return value === undefined ? undefined : !value;
}

function round([asked, places]: Json[], world: World): Value {
  const value = number(valueOf(asked!, world));
  return value === undefined ? undefined : rounded(value, Number(places));
}

function length([asked]: Json[], world: World): Value {
  const value = text(valueOf(asked!, world));
  return value === undefined ? undefined : lengthOf(value);
}

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['get', ([place, id], world) => own(where(world, place), String(id))],
  ['answered', answered],
  ['and', joined(false)],
  ['or', joined(true)],
  ['not', not],
  ...Object.keys(SIGNS).map((sign): [string, Operator] => [sign, compare(sign)]),
  ['includes', includes],
  ['in', isIn],
  ['count', ([group], world) => itemsOf(group, world).length],
  ['sum', (operands, world) => finite(numbers(operands, world).reduce((total, one) => total + one, 0))],
  ['min', extreme((one, best) => one < best)],
  ['max', extreme((one, best) => one > best)],
  ['+', reckon((one, other) => one + other)],
  ['-', reckon((one, other) => one - other)],
  ['*', reckon((one, other) => one * other)],
  ['/', reckon((one, other) => one / other)],
  ['add-days', addDays],
  ['days-between', daysBetween],
  ['join', join],
  ['if', choose],
  ['round', round],
  ['length', length],
  ['date', ([date]) => date],
  ['today', (_, { context }) => context.today],
  ['now', (_, { context }) => context.now],
  ['person', ([what], { context }) => (context.person as Record<string, string>)[String(what)] || undefined],
]);

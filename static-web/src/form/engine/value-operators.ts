/**
 * The operators that depend only on the values of their operands: days, texts, counts, arithmetic. Each has no value
 * where an operand has another type than expected.
 */
import { dayOf, LAST_DAY, monthsAfter } from './calendar';
import { lengthOf } from './code-points';
import { finite, number } from './json-numbers';
import { day, moment, text, truth, type Value } from './operands';

type ValueOperator = (...values: Value[]) => Value;

function reckon(result: (first: number, second: number) => number): ValueOperator {
  return (left, right) => {
    const [first, second] = [number(left), number(right)];
    // Division by zero gives infinity or NaN, which `finite` removes.
    return first === undefined || second === undefined ? undefined : finite(result(first, second));
  };
}

/** A number of days or months; undefined where it would lead beyond all days that exist. */
function step(value: Value): number | undefined {
  const count = number(value);
  return Number.isInteger(count) && Math.abs(count!) <= LAST_DAY ? count : undefined;
}

function addDays(start: Value, count: Value): Value {
  const [from, days] = [day(start), step(count)];
  return from === undefined || days === undefined ? undefined : dayOf(from + days);
}

function addMonths(start: Value, count: Value): Value {
  const [from, months] = [text(start), step(count)];
  return from === undefined || months === undefined ? undefined : monthsAfter(from, months);
}

/** The day of a moment in its own time zone, as for the bounds of moments. */
function dayOfMoment(operand: Value): Value {
  const value = text(operand);
  return moment(value) === undefined ? undefined : value?.slice(0, 'YYYY-MM-DD'.length);
}

function daysBetween(...dates: Value[]): Value {
  const [later, earlier] = dates.map(day);
  return later === undefined || earlier === undefined ? undefined : later - earlier;
}

function join(...parts: Value[]): Value {
  const texts = parts.map(text);
  return texts.includes(undefined) ? undefined : texts.join('');
}

function not(operand: Value): Value {
  const value = truth(operand);
  return value === undefined ? undefined : !value;
}

function length(operand: Value): Value {
  const value = text(operand);
  return value === undefined ? undefined : lengthOf(value);
}

export const VALUE_OPERATORS: Readonly<Record<string, ValueOperator>> = {
  not,
  chosen: (value) => (Array.isArray(value) ? value.length : 0),
  '+': reckon((first, second) => first + second),
  '-': reckon((first, second) => first - second),
  '*': reckon((first, second) => first * second),
  '/': reckon((first, second) => first / second),
  'add-days': addDays,
  'add-months': addMonths,
  'day-of': dayOfMoment,
  'days-between': daysBetween,
  join,
  length,
};

/**
 * Reads operands: a value of the JSON type that the operator expects, or undefined. The counterpart of
 * shared/domain/expressions/operands.py.
 */
import type { Json } from '../../definition';
import { dayNumber, isTime, momentOf } from './calendar';
import { byCodePoint } from './code-points';
import { dayInWords, kronerInWords, numberInWords } from './in-words';
import { number } from './json-numbers';

export type Value = Json | undefined;
type Comparable = number | string | boolean | bigint;

export const text = (value: Value) => (typeof value === 'string' ? value : undefined);
export const truth = (value: Value) => (typeof value === 'boolean' ? value : undefined);
export const day = (value: Value) => (typeof value === 'string' ? dayNumber(value) : undefined);

export const moment = (value: Value) => (typeof value === 'string' ? momentOf(value) : undefined);

export const TAKES: Readonly<Record<string, (value: Value) => Comparable | undefined>> = {
  number,
  text,
  'yes-no': truth,
  date: day,
  time: (value) => (typeof value === 'string' && isTime(value) ? value : undefined),
  'date-time': moment,
};

export function orderOf(value: Comparable, other: Comparable): number {
  if (typeof value === 'string') return byCodePoint(value, String(other));
  return value === other ? 0 : value < other ? -1 : 1;
}

/** A value as a part of a text, in Danish; undefined for a value of another type. */
export function inWords(kind: string, value: Value): Value {
  const comparable = TAKES[kind === 'money' ? 'number' : kind]!(value);
  if (comparable === undefined) return undefined;
  switch (kind) {
    case 'number':
      return numberInWords(Number(comparable));
    case 'money':
      return kronerInWords(Number(comparable));
    case 'date':
      return dayInWords(String(value));
    default:
      return String(value).replaceAll(':', '.');
  }
}

/** The chosen option's label; the labels of several, separated by commas, in the order of the options. */
export function label(value: Value, labels: readonly [string, string][]): Value {
  if (typeof value === 'string') return labels.find(([option]) => option === value)?.[1];
  if (!Array.isArray(value)) return undefined;
  return labels.flatMap(([option, words]) => (value.includes(option) ? [words] : [])).join(', ') || undefined;
}

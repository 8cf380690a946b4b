/**
 * The formats that schemas name: the contract's patterns, and the checks that no pattern can express, as in `formats` of
 * shared/domain/fields/. They replace the validator's own, which accept values that the server refuses: the year 0, leap seconds,
 * unusual addresses.
 */
import { dayNumber, momentOf } from './calendar';
import { lengthOf } from './code-points';
import { FORMAT_SCHEMAS, MAX_MAILBOX_NAME, TRUNK_PREFIX } from './verdict-contract';

type Format = keyof typeof FORMAT_SCHEMAS;
type Check = (value: string) => boolean;

const WEIGHTS = [2, 7, 6, 5, 4, 3, 2, 1];
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/**
 * Countries where the leading 0 of a national number is dropped in international form, and no number begins with one.
 */
export const TRUNK = new RegExp(TRUNK_PREFIX);

/** The checks that a format's pattern cannot express. */
const BESIDES: Readonly<Partial<Record<Format, Check>>> = {
  date: (value) => dayNumber(value) !== undefined,
  'date-time': (value) => momentOf(value) !== undefined,
  cvr: (value) => WEIGHTS.reduce((total, weight, index) => total + weight * Number(value[index]), 0) % 11 === 0,
  cpr: (value) => isDayOfSomeCentury(value),
  email: (value) => value.indexOf('@') <= MAX_MAILBOX_NAME,
  phone: (value) => !TRUNK.test(value),
};

/** Whether the date exists in one of the centuries that a CPR number may mean. Modulus 11 is not checked: not all numbers satisfy it. */
function isDayOfSomeCentury(cpr: string): boolean {
  const [day, month, year] = [0, 2, 4].map((at) => Number(cpr.slice(at, at + 2))) as [number, number, number];
  return day <= LONGEST_MONTHS[month - 1]! && (day !== 29 || month !== 2 || year % 4 === 0);
}

function checkOf(format: Format): Check {
  const { pattern, maxLength = Infinity } = FORMAT_SCHEMAS[format];
  const shape = new RegExp(pattern);
  const besides = BESIDES[format];
  return (value) => lengthOf(value) <= maxLength && shape.test(value) && (besides?.(value) ?? true);
}

export const FORMATS = Object.fromEntries(
  (Object.keys(FORMAT_SCHEMAS) as Format[]).map((format) => [format, checkOf(format)]),
) as Readonly<Record<Format, Check>>;

export const isCvr = FORMATS.cvr;
export const isCpr = FORMATS.cpr;

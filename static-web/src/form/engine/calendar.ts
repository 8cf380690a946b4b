/**
 * Reads dates, times of day and moments from text, and computes with them. The counterpart of
 * shared/domain/calendar.py.
 */
import { OUTERMOST_DAYS } from './verdict-contract';

const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;
const DATE_TIME =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,6}))?(?:Z|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))$/;
const DAY_MS = 86_400_000;
/** The day number of 1 January 1970, from which JavaScript counts. */
const EPOCH = 719_163;

/**
 * The bounds of a date for which a definition sets none: a date beyond them is a typing error, e.g. the year 26 for
 * 2026.
 */
export const OUTERMOST = OUTERMOST_DAYS;

const LAST_YEAR = 9999;

/** The day number of 31 December 9999. */
export const LAST_DAY = 3_652_059;

/** The number of a day (1 is 0001-01-01), undefined when the text is no RFC 3339 `full-date` or no day that exists. */
export function dayNumber(value: string): number | undefined {
  const [, year, month, day] = (DATE.exec(value) ?? []).map(Number);
  if (!year || !month || !day) return undefined;
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  // `Date` turns a day that does not exist into one of the next month.
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / DAY_MS + EPOCH : undefined;
}

/** The day with a number; undefined before the year 1 and after 9999. */
export function dayOf(number: number): string | undefined {
  if (number < 1 || number > LAST_DAY) return undefined;
  return new Date((number - EPOCH) * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The day a number of months later (earlier, below 0): the same day of the month, or the month's last where it has no
 * such day; undefined when the text is no day, or the result is before the year 1 or after 9999.
 */
export function monthsAfter(value: string, months: number): string | undefined {
  if (dayNumber(value) === undefined) return undefined;
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
  const count = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  if (toYear < 1 || toYear > LAST_YEAR) return undefined;
  const inMonth = `${String(toYear).padStart(4, '0')}-${String(toMonth).padStart(2, '0')}`;
  const isDay = (of: number) => dayNumber(`${inMonth}-${of}`) !== undefined;
  const last = [31, 30, 29, 28].find(isDay) ?? 28;
  return `${inMonth}-${String(Math.min(day, last)).padStart(2, '0')}`;
}

export function isTime(value: string): boolean {
  return TIME.test(value);
}

/**
 * Microseconds since the beginning of the year 1 in UTC, undefined when it is no RFC 3339 `date-time` with capital `T` and
 * `Z`, no leap second, at most 6 decimals of a second, and a day that exists. Too many for a double to be exact.
 */
export function momentOf(value: string): bigint | undefined {
  const match = DATE_TIME.exec(value);
  const days = match ? dayNumber(match[1]!) : undefined;
  if (!match || days === undefined) return undefined;
  const [, , hours, minutes, seconds, fraction, sign, offHours, offMinutes] = match;
  const offset = sign ? (Number(offHours) * 60 + Number(offMinutes)) * (sign === '+' ? 1 : -1) : 0;
  const whole = (days * 1440 + Number(hours) * 60 + Number(minutes) - offset) * 60 + Number(seconds);
  return BigInt(whole) * 1_000_000n + BigInt((fraction ?? '').padEnd(6, '0'));
}

/**
 * The formats that the schemas use, twins of `formats` in shared/domain/fields/. The validator's own take what the server
 * refuses: the year 0, leap seconds, addresses that only a standard knows.
 */
import { dayNumber, isTime, momentOf } from './calendar';
import { lengthOf } from './code-points';
import { isHost } from './hosts';

const WEIGHTS = [2, 7, 6, 5, 4, 3, 2, 1];
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const NAME = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const MAILBOX = new RegExp(`^${NAME}(?:\\.${NAME})*$`);
const URL = /^https?:\/\/([^:/?#]+)(?::[0-9]{1,5})?(?:[/?#][^\x00-\x20\x7f\u00a0]*)?$/u;
/** Countries where the 0 that is dialled at home before a number is left out from abroad, and no number begins with one. */
export const TRUNK = /^(\+(?:31|32|33|40|41|43|44|46|49|61|64|81|82|90|353|358|381|385|386|387|389))0/;

/** RFC 3339 `full-date`, and a day that exists, from the year 1 on. */
export function isDate(value: string): boolean {
  return dayNumber(value) !== undefined;
}

/** RFC 3339 `date-time` with capital `T` and `Z`, no leap second, and a moment that exists, of the years 1900 to 2999. */
export function isDateTime(value: string): boolean {
  return value >= '1900' && value < '3000' && momentOf(value) !== undefined;
}

/** Eight digits whose weighted sum (2-7-6-5-4-3-2-1) is divisible by 11, as the CVR register makes them. */
export function isCvr(value: string): boolean {
  if (!/^[0-9]{8}$/.test(value)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(value[index]), 0);
  return sum % 11 === 0;
}

/** Ten digits, the first six a day DDMMYY that exists in some century. Never modulus 11: numbers without it are given out. */
export function isCpr(value: string): boolean {
  if (!/^[0-9]{10}$/.test(value)) return false;
  const [day, month, year] = [0, 2, 4].map((at) => Number(value.slice(at, at + 2))) as [number, number, number];
  if (day < 1 || day > (LONGEST_MONTHS[month - 1] ?? 0)) return false;
  return day !== 29 || month !== 2 || year % 4 === 0;
}

/** An address as people have them, ASCII before the `@`, at most 254 characters, 64 before the `@`, labels of at most 63. */
export function isEmail(value: string): boolean {
  const at = value.lastIndexOf('@');
  return (
    value.length <= 254 && at <= 64 && MAILBOX.test(value.slice(0, Math.max(at, 0))) && isHost(value.slice(at + 1))
  );
}

/** `http://` or `https://`, a host with a point in it, and a rest without spaces; at most 2000 characters. */
export function isUrl(value: string): boolean {
  const [, host] = (lengthOf(value) <= 2000 && URL.exec(value)) || [];
  return host !== undefined && isHost(host);
}

/** `+` and 8–15 digits, the first not 0 (E.164); one that begins with `+45` has 8 digits more, and none holds the 0 only dialled at home. */
export function isPhone(value: string): boolean {
  if (value.startsWith('+45')) return /^\+45[0-9]{8}$/.test(value);
  return /^\+[1-9][0-9]{7,14}$/.test(value) && !TRUNK.test(value);
}

export function isPostcode(value: string): boolean {
  return /^[0-9]{4}$/.test(value);
}

export const FORMATS: Readonly<Record<string, (value: string) => boolean>> = {
  ...{ date: isDate, time: isTime, 'date-time': isDateTime, cvr: isCvr, cpr: isCpr },
  ...{ email: isEmail, url: isUrl, phone: isPhone, postcode: isPostcode },
};

/**
 * The formats that the schemas use, twins of shared/domain/fields/{date,date_time,cvr}.py. The validator's own `date` and
 * `date-time` take the year 0 and leap seconds, which the server refuses.
 */
const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const MOMENT =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/;
const CVR = /^[0-9]{8}$/;
const WEIGHTS = [2, 7, 6, 5, 4, 3, 2, 1];

/** RFC 3339 `full-date`, and a day that exists, from the year 1 on. */
export function isDate(value: string): boolean {
  const [, year, month, day] = (DATE.exec(value) ?? []).map(Number);
  if (!year || !month || !day || month > 12) return false;
  return day <= daysIn(year, month);
}

/** RFC 3339 `date-time` with capital `T` and `Z`, no leap second, and a moment that exists, of the years 1900 to 2999. */
export function isDateTime(value: string): boolean {
  const [, date] = MOMENT.exec(value) ?? [];
  return date !== undefined && date >= '1900' && date < '3000' && isDate(date);
}

/** Eight digits whose weighted sum (2-7-6-5-4-3-2-1) is divisible by 11, as the CVR register makes them. */
export function isCvr(value: string): boolean {
  if (!CVR.test(value)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(value[index]), 0);
  return sum % 11 === 0;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

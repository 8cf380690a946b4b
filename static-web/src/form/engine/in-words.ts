/**
 * Formats numbers, amounts, dates and times inside calculated texts. Always in Danish, since such a text is an answer, and equal for all
 * readers. The counterpart of shared/domain/expressions/in_words.py.
 */
import { rounded } from './json-numbers';

/** From so many digits on, thousands are separated. */
const GROUP_FROM_DIGITS = 5;

/** A number with all its decimals, such as `12.500,5`; thousands are separated from five digits on. */
export function numberInWords(value: number): string {
  return danish(plain(value));
}

/** `12.500,50 kr.` */
export function kronerInWords(oere: number): string {
  const whole = plain(rounded(oere, 0));
  const sign = whole.startsWith('-') ? '-' : '';
  const digits = whole.slice(sign.length).padStart(3, '0');
  return `${danish(`${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`)} kr.`;
}

/** `31.03.2026` */
export function dayInWords(value: string): string {
  const [year, month, day] = value.split('-');
  return `${day}.${month}.${year}`;
}

/** The shortest decimal notation of the double, without an exponent. */
function plain(value: number): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)([0-9]+)(?:\.([0-9]+))?(?:e([+-]?[0-9]+))?$/.exec(String(value)) ?? [];
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction)
    .padEnd(point, '0')
    .padStart(whole.length + fraction.length + Math.max(0, 1 - point), '0');
  const at = Math.max(point, 1);
  return digits.length > at ? `${sign}${digits.slice(0, at)}.${digits.slice(at)}` : `${sign}${digits}`;
}

function danish(number: string): string {
  const [whole = '', fraction] = number.split('.');
  const digits = whole.replace('-', '');
  const marked = digits.length < GROUP_FROM_DIGITS ? whole : whole.replace(/\B(?=(?:[0-9]{3})+$)/g, '.');
  return fraction ? `${marked},${fraction}` : marked;
}

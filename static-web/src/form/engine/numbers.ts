/** Reads numbers as people in Denmark write them. The counterpart of shared/domain/text/number_format.py. */
import { withoutMarks } from './pasted';

/** A dash before a number, which office programs insert instead of a minus. */
const MINUS = /^[\u2010-\u2015\u2212\ufe63\uff0d]/;
const SPACED = /^-?\s*[1-9][0-9]{0,2}(\s[0-9]{3})+([.,][0-9]*)?$/;
const PLAIN = /^[0-9]+$/;
const POINT = /^([0-9]+\.[0-9]*|\.[0-9]+)$/;
const COMMA = /^([0-9]+,[0-9]*|,[0-9]+)$/;
const DANISH = /^[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]*)?$/;
const ENGLISH = /^[1-9][0-9]{0,2}((,[0-9]{3})+\.[0-9]*|(,[0-9]{3}){2,})$/;
const THREE_AFTER_ZERO = /^0[0-9]{1,2}\.[0-9]{3}$/;
const THREE_AFTER_COMMA = /^[1-9][0-9]{0,2},[0-9]{3}$/;

/** How many decimals a field allows, and the unit that may follow the number. */
export interface NumberFormat {
  places?: number;
  units?: readonly string[];
}

/** The number in a text; the text itself when it is none or ambiguous, so that nothing typed is lost. */
export function numberFrom(text: string, format: NumberFormat = {}): number | string {
  const [number, other] = readings(text, format);
  return number === undefined || other !== undefined ? text : number;
}

/**
 * All numbers that a text can mean, those above a thousand first. `1.250` is above a thousand; `0.250` is not, since no group of
 * thousands follows a 0; `012.345` can mean both, and so can `1,250` where fewer than three decimals are allowed.
 */
export function readings(text: string, { places = 3, units = [] }: NumberFormat = {}): number[] {
  const cleaned = withoutUnit(withoutMarks(text), units).replace(MINUS, '-');
  if (/[0-9]\s+[0-9]/.test(cleaned) && !SPACED.test(cleaned)) return [];
  const plain = cleaned.replace(/\s/g, '');
  const sign = plain.startsWith('-') ? -1 : 1;
  return unsigned(sign < 0 ? plain.slice(1) : plain, places).map((number) => (number === 0 ? 0 : sign * number));
}

function unsigned(digits: string, places: number): number[] {
  const whole = Number(digits.replace(/[.,]/g, ''));
  if (PLAIN.test(digits)) return [whole];
  if (DANISH.test(digits)) return [Number(digits.replaceAll('.', '').replace(',', '.'))];
  if (ENGLISH.test(digits)) return [Number(digits.replaceAll(',', ''))];
  if (THREE_AFTER_ZERO.test(digits)) return [whole, Number(digits)];
  const pointed = Number(digits.replace(',', '.'));
  if (THREE_AFTER_COMMA.test(digits) && places < 3) return [whole, pointed];
  return POINT.test(digits) || COMMA.test(digits) ? [pointed] : [];
}

function withoutUnit(text: string, units: readonly string[]): string {
  const unit = units.find((candidate) => text.toLowerCase().endsWith(candidate.toLowerCase()));
  return unit ? text.slice(0, -unit.length).trim() : text;
}

/** The number in an amount of money, without its currency, and without the dash of `100,-`. */
export function amountIn(text: string): string {
  return withoutMarks(text)
    .replace(/^(kr\.?|kroner|dkk)\s*/i, '')
    .replace(/\s*(kr\.?|kroner|dkk)$/i, '')
    .replace(/[.,][-\u2010-\u2015\u2212]{1,2}$/, '');
}

/** The text of an answer in its box. */
export function numberText(value: unknown): string {
  if (typeof value !== 'number') return typeof value === 'string' ? value : '';
  return String(value).replace('.', ',');
}

/**
 * JSON numbers as doubles, as the server reads them too. The counterpart of shared/domain/expressions/json_numbers.py.
 */
import type { Json } from '../../definition';

/** A JSON number; undefined for anything else. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Rounds half away from zero on the shortest decimal notation of the double, so that 1.005 to 2 places is 1.01. */
export function rounded(value: number, places: number): number {
  const [, sign, whole, fraction = '', exponent = '0'] =
    /^(-?)([0-9]+)(?:\.([0-9]+))?(?:e([+-]?[0-9]+))?$/.exec(String(value)) ?? [];
  if (whole === undefined) return value;
  // The number of decimals that `digits` has.
  const behind = fraction.length - Number(exponent);
  if (behind <= places) return value;
  const digits = whole + fraction;
  const cut = digits.length - (behind - places);
  const leading = cut > 0 ? BigInt(digits.slice(0, cut)) : 0n;
  const isUp = cut >= 0 && digits.charAt(cut) >= '5';
  return Number(`${sign}${leading + (isUp ? 1n : 0n)}e${-places}`);
}

/** Whether two JSON values that are no lists or objects are equal; a boolean never equals a number. */
export function same(value: Json | undefined, other: Json | undefined): boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return value === other;
  const double = number(value);
  return double !== undefined && double === number(other);
}

/** The number, or undefined where JSON cannot express it. */
export function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

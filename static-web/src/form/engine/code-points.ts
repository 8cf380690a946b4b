/**
 * Counts and compares texts by code points, as Python does: by UTF-16 units, JavaScript's way, the result differs above
 * the basic plane.
 */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Compares two texts for sorting: below 0 when `a` comes first, above 0 when `b` does. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at < 0) return left.length - right.length;
  return left[at]!.codePointAt(0)! - (right[at]?.codePointAt(0) ?? -1);
}

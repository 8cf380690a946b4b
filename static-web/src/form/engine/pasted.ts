/** Text as it comes from a keyboard or a clipboard. The twin of shared/domain/text/pasted.py. */

/** The direction of writing, places where a line may break, joiners, the byte order mark. */
const INVISIBLE = '\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff';
const EVERY_MARK = new RegExp(`[${INVISIBLE}]`, 'g');
const EDGES = new RegExp(`^[\\s${INVISIBLE}]+|[\\s${INVISIBLE}]+$`, 'g');

/** Without white space and invisible marks at its ends; inside it a joiner may belong to a word or an emoji. */
export function trimmed(text: string): string {
  return text.replace(EDGES, '');
}

/** One value, e.g. a number or an address: without invisible marks anywhere, and without white space at its ends. */
export function withoutMarks(text: string): string {
  return trimmed(text.replace(EVERY_MARK, ''));
}

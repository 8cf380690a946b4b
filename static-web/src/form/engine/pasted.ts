/** Cleans typed or pasted text of invisible characters. The counterpart of shared/domain/text/pasted.py. */

/** Invisible characters: the direction of writing, optional line breaks, joiners, the byte order mark. */
const INVISIBLE = '\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff';
const EVERY_MARK = new RegExp(`[${INVISIBLE}]`, 'g');
const EDGES = new RegExp(`^[\\s${INVISIBLE}]+|[\\s${INVISIBLE}]+$`, 'g');

/**
 * A text without white space and invisible characters at its ends; inside it, a joiner may belong to a word or an
 * emoji.
 */
export function trimmed(text: string): string {
  return text.replace(EDGES, '');
}

/**
 * A single value, e.g. a number or an address, without invisible characters anywhere, and without white space at its
 * ends.
 */
export function withoutMarks(text: string): string {
  return trimmed(text.replace(EVERY_MARK, ''));
}

/** What a fault says, where the definition or the field's type says it better than the catalogue. */
import { dayInWords } from '../answers/days';
import { show } from '../answers/show';
import type { FieldDef, Json } from '../definition';
import { words } from '../texts';
import { unread } from './asked';
import type { Fault } from './engine/validate';

/** Bounds of the answer itself; the others count characters or items. */
const OF_ANSWERS = new Set(['too-small', 'too-large', 'too-early', 'too-late', 'not-offered']);

/** The bound as the field shows an answer: an amount in kroner, a day in Danish. */
export function limitInWords(field: FieldDef | undefined, { code, limit }: Fault): string | null {
  if (limit === null) return null;
  // Of a moment its day is bounded.
  if (field?.control === 'date-time') return dayInWords(String(limit));
  return field && OF_ANSWERS.has(code) ? show(field, limit) : String(limit);
}

/** A rule's message, or what a text's pattern demands, or what a figure that cannot be read may be. */
export function ownWords(
  field: FieldDef | undefined,
  { code, message }: Fault,
  answer: Json | undefined,
): string | undefined {
  if (message) return words(message);
  if (field && code === 'wrong-type') return unread(field, answer);
  return code === 'pattern' && field?.control === 'text' && field.patternHelp ? words(field.patternHelp) : undefined;
}

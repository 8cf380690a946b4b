/** What a fault says, where the definition or the field's type says it better than the catalogue. */
import { show } from '../answers/show';
import type { FieldDef } from '../definition';
import { words } from '../texts';
import type { Fault } from './validate';

/** Bounds of the answer itself; the others count characters or items. */
const OF_ANSWERS = new Set(['too-small', 'too-large', 'too-early', 'too-late']);

/** The bound as the field shows an answer: an amount in kroner, a day in Danish. */
export function limitInWords(field: FieldDef | undefined, { code, limit }: Fault): string | null {
  if (limit === null) return null;
  return field && OF_ANSWERS.has(code) ? show(field, limit) : String(limit);
}

/** A rule's message, or what a text's pattern demands. */
export function ownWords(field: FieldDef | undefined, { code, message }: Fault): string | undefined {
  if (message) return words(message);
  return code === 'pattern' && field?.control === 'text' && field.patternHelp ? words(field.patternHelp) : undefined;
}

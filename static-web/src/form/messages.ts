/** The message of a fault, where the definition or the field's type has a better one than the catalogue. */
import { dayInWords } from '../answers/time-format';
import { show } from '../answers/show';
import { worded, type Named } from '../answers/worded';
import type { Answers, Definition, FieldDef, Json, LocalizedText } from '../definition';
import { words } from '../texts';
import { unread } from './number-hints';
import { objectOf, valueAt } from './engine/json-pointer';
import type { Fault } from './engine/validate';
import { fieldAt } from './fields';

/** The codes whose limit is a value of the field's type. Other limits count characters or items. */
const OF_ANSWERS = new Set(['too-small', 'too-large', 'too-early', 'too-late', 'not-offered']);

/** The bound in the field's format: an amount in kroner, a day in Danish. */
export function limitInWords(field: FieldDef | undefined, { code, limit }: Fault): string | null {
  if (limit === null) return null;
  // The limit of a moment is a day.
  if (field?.control === 'date-time') return dayInWords(String(limit));
  return field && OF_ANSWERS.has(code) ? show(field, limit) : String(limit);
}

/** What a text's pattern requires, or how to write a number that cannot be read. */
export function ownWords(field: FieldDef | undefined, { code }: Fault, answer: Json | undefined): string | undefined {
  if (field && code === 'wrong-type') return unread(field, answer);
  return code === 'pattern' && field?.control === 'text' && field.patternHelp ? words(field.patternHelp) : undefined;
}

/** The definition's own message of a fault, with the answers that it names filled in. */
export function messageInWords(definition: Definition, sent: Answers, path: string, message: LocalizedText): string {
  const named = (object: string): Named => {
    return (id) => {
      const field = fieldAt(definition, `${object}/${id}`)?.field;
      return field && { field, answer: valueAt(sent, `${object}/${id}`) };
    };
  };
  return worded(message, { beside: named(objectOf(path)), form: named('') });
}

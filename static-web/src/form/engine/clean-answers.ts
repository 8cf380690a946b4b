/** Cleans answers for sending: nothing empty, and texts without invisible characters at their ends. */
import type { Answers, CalculatedField, FieldDef, Json } from '../../definition';
import { trimmed } from './pasted';

/** The answer to send for a draft's field that is no group. */
export function cleanAnswer(field: FieldDef, value: Json | undefined): Json | undefined {
  // A note has no answer, even if the draft has one.
  if (field.control === 'note' || value === undefined || value === null) return undefined;
  // Phones' keyboards add a space after a completed word, clipboards add invisible characters.
  if (typeof value === 'string') return trimmed(value) || undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  return isObject(value) ? cleanParts(value) : value;
}

/** An answer of several parts, e.g. an address: a part that is not filled in is absent, and so is an answer without any. */
function cleanParts(value: Answers): Answers | undefined {
  const cleaned: Answers = {};
  for (const [name, part] of Object.entries(value)) {
    const answer = typeof part === 'string' ? trimmed(part) || undefined : (part ?? undefined);
    if (answer !== undefined) define(cleaned, name, answer);
  }
  return Object.keys(cleaned).length > 0 ? cleaned : undefined;
}

export function isCalculated(field: FieldDef): field is CalculatedField {
  return field.control === 'calculated';
}

/** Whether a person has answered nothing: calculated values do not count. */
export function isUnanswered(fields: readonly FieldDef[], answers: Answers): boolean {
  return !fields.some((field) => !isCalculated(field) && Object.hasOwn(answers, field.id));
}

/** Sets a member of an object. An assignment to the name `__proto__`, which JSON allows, would change the prototype instead. */
export function define(object: Answers, name: string, value: Json): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

export function own(object: Answers, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function isObject(value: Json): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

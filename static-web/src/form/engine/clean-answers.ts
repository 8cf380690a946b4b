/** An answer as it is sent: nothing that is empty, and texts without what nobody sees at their ends. */
import type { Answers, CalculatedField, FieldDef, Json } from '../../definition';
import { trimmed } from './pasted';

/** What is sent of what a draft says at a field that is no group of items. */
export function cleanAnswer(field: FieldDef, value: Json | undefined): Json | undefined {
  // A note has nothing to answer, whatever a draft says.
  if (field.control === 'note' || value === undefined || value === null) return undefined;
  // The keyboards of phones add a space after a word that they complete, clipboards marks that nobody sees.
  if (typeof value === 'string') return trimmed(value) || undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  return isObject(value) ? cleanParts(value) : value;
}

/** An answer of several parts, e.g. an address: a part that is not filled in is absent, and so is an answer without any. */
function cleanParts(value: Answers): Answers | undefined {
  const kept: Answers = {};
  for (const [name, part] of Object.entries(value)) {
    const answer = typeof part === 'string' ? trimmed(part) || undefined : (part ?? undefined);
    if (answer !== undefined) define(kept, name, answer);
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}

export function isCalculated(field: FieldDef): field is CalculatedField {
  return field.control === 'calculated';
}

/** What is calculated is no answer of a person's. */
export function isUnanswered(fields: readonly FieldDef[], answers: Answers): boolean {
  return !fields.some((field) => !isCalculated(field) && Object.hasOwn(answers, field.id));
}

/** `__proto__` is a name like any other in JSON. */
export function define(object: Answers, name: string, value: Json): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

export function own(object: Answers, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function isObject(value: Json): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Which fields show, which must be filled in, and which answers are sent. Relevance comes before requirement: a field
 * whose condition does not hold is neither asked nor sent, and counts as unanswered for the fields after it.
 */
import { Validator } from '@cfworker/json-schema';
import { fieldsOf, type Answers, type Condition, type Definition, type FieldDef, type Json } from '../definition';
import { pointer } from './pointer';

export interface Relevant {
  /** What is sent: shown fields only, and no empty answers. */
  answers: Answers;
  /** The paths of the fields that show, in the draft's own numbering. */
  shown: ReadonlySet<string>;
  /** The paths of the shown fields that must be filled in. */
  needed: ReadonlySet<string>;
  /** Where in the draft an answer that is sent came from: empty items are left out, so their numbers differ. */
  draftPath: (path: string) => string;
}

const validators = new WeakMap<Condition, Validator>();

/** Whether the condition holds for the object: the answers, or one item of a group. */
export function holds(condition: boolean | Condition, object: Answers): boolean {
  if (typeof condition === 'boolean') return condition;
  let validator = validators.get(condition);
  if (!validator) {
    validator = new Validator(condition, '2020-12');
    validators.set(condition, validator);
  }
  return validator.validate(object).valid;
}

/** What of a draft is relevant. */
export function relevant(definition: Definition, draft: Answers): Relevant {
  const shown = new Set<string>();
  const needed = new Set<string>();
  const moved = new Map<string, string>();
  const answers = cleanObject(fieldsOf(definition), draft, { draft: [], sent: [] }, { shown, needed, moved });
  return { answers, shown, needed, draftPath: (path) => draftPathOf(path, moved) };
}

/** The answers to send: relevance applied in the order of the form, empty answers left out. */
export function cleaned(definition: Definition, draft: Answers): Answers {
  return relevant(definition, draft).answers;
}

interface Place {
  draft: (string | number)[];
  sent: (string | number)[];
}

interface Found {
  shown: Set<string>;
  needed: Set<string>;
  moved: Map<string, string>;
}

function cleanObject(fields: readonly FieldDef[], draft: Answers, place: Place, found: Found): Answers {
  const kept: Answers = {};
  for (const field of fields) {
    if (!holds(field.visible, kept)) continue;
    const here = { draft: [...place.draft, field.id], sent: [...place.sent, field.id] };
    const path = pointer(here.draft);
    found.shown.add(path);
    if (holds(field.required, kept)) found.needed.add(path);
    const given = Object.hasOwn(draft, field.id) ? draft[field.id] : undefined;
    const answer = cleanAnswer(field, given, here, found);
    if (answer !== undefined) define(kept, field.id, answer);
  }
  return kept;
}

function cleanAnswer(field: FieldDef, value: Json | undefined, place: Place, found: Found): Json | undefined {
  if (field.control === 'group' && isItems(value)) return cleanItems(field.fields, value ?? [{}], place, found);
  if (value === undefined || value === null) return undefined;
  // The keyboards of phones add a space after a word that they complete.
  if (typeof value === 'string') return value.trim() || undefined;
  if (Array.isArray(value) && value.length === 0) return undefined;
  return value;
}

function cleanItems(fields: readonly FieldDef[], items: Json[], place: Place, found: Found): Json | undefined {
  const kept: Json[] = [];
  items.forEach((item, index) => {
    const here = { draft: [...place.draft, index], sent: [...place.sent, kept.length] };
    const answers = isObject(item) ? cleanObject(fields, item, here, found) : item;
    if (answers === null || (isObject(answers) && Object.keys(answers).length === 0)) return;
    found.moved.set(pointer(here.sent), pointer(here.draft));
    kept.push(answers);
  });
  return kept.length > 0 ? kept : undefined;
}

/** A group without items stands open with a first, blank one, whose fields show. */
function isItems(value: Json | undefined): value is Json[] | undefined {
  return value === undefined || Array.isArray(value);
}

/** `__proto__` is a name like any other in JSON. */
function define(object: Answers, name: string, value: Json): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

function isObject(value: Json): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function draftPathOf(path: string, moved: ReadonlyMap<string, string>): string {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const origin = moved.get(path.slice(0, end));
    if (origin !== undefined) return origin + path.slice(end);
  }
  return path;
}

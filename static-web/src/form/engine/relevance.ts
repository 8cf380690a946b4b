/**
 * Which fields show, which must be filled in, what is calculated, and which answers are sent. Relevance comes before
 * requirement: a field whose condition does not hold is neither asked nor sent, and counts as unanswered for those after it.
 */
import {
  fieldsOf,
  type Answers,
  type CalculatedField,
  type Definition,
  type FieldDef,
  type Json,
} from '../../definition';
import { holds, valueOf } from './conditions';
import type { World } from './evaluate';
import { trimmed } from './pasted';
import { draftPathOf, pointer } from './json-pointer';
import { listsOf } from './lists';
import { depends, offered, type Offered } from './offered';
import { hasDefault, wasSuggested } from './suggestions';
import type { EvaluationContext } from './evaluation-context';

export interface Relevant {
  /** What is sent: shown fields only, and no empty answers. */
  answers: Answers;
  /** The paths of the fields that show, in the draft's own numbering. */
  shown: ReadonlySet<string>;
  /** The paths of the shown fields that must be filled in. */
  needed: ReadonlySet<string>;
  /** The values of the shown calculated fields, by their paths in the draft's own numbering. */
  calculated: ReadonlyMap<string, Json>;
  /** What the definition suggests for shown fields that were never suggested anything, in the draft's own numbering. */
  suggested: ReadonlyMap<string, Json | undefined>;
  /** What the fields offer whose options depend on other answers, in the draft's own numbering. */
  offered: ReadonlyMap<string, Offered>;
  /** Where in the draft an answer that is sent came from: empty items are left out, so their numbers differ. */
  draftPath: (path: string) => string;
  /** The same, of every item that is sent: its JSON Pointer there, and in the draft. */
  moved: ReadonlyMap<string, string>;
}

/** What of a draft is relevant. */
export function relevant(definition: Definition, draft: Answers, context: EvaluationContext): Relevant {
  const moved = new Map<string, string>();
  const findings = {
    shown: new Set<string>(),
    needed: new Set<string>(),
    calculated: new Map(),
    suggested: new Map(),
    offered: new Map(),
    moved,
  };
  const answers: Answers = {};
  const world = { enclosing: answers, form: answers, context: { ...context, lists: listsOf(definition) } };
  // The fields of a section that does not show do not either.
  cleanFields(fieldsOf(definition), draft, { draft: [], sent: [] }, world, findings);
  return { answers, ...findings, draftPath: (path) => draftPathOf(path, moved) };
}

/** The answers to send: relevance applied in the order of the form, empty answers left out. */
export function cleaned(definition: Definition, draft: Answers, context: EvaluationContext): Answers {
  return relevant(definition, draft, context).answers;
}

interface Place {
  draft: (string | number)[];
  sent: (string | number)[];
}

interface Found {
  shown: Set<string>;
  needed: Set<string>;
  calculated: Map<string, Json>;
  suggested: Map<string, Json | undefined>;
  offered: Map<string, Offered>;
  moved: Map<string, string>;
}

/** Puts what is sent into `world.enclosing`. */
function cleanFields(fields: readonly FieldDef[], draft: Answers, place: Place, world: World, findings: Found): void {
  for (const field of fields) {
    if (!holds(field.visible, world)) continue;
    const at = { draft: [...place.draft, field.id], sent: [...place.sent, field.id] };
    const path = pointer(at.draft);
    findings.shown.add(path);
    if (holds(field.required, world)) findings.needed.add(path);
    if (hasDefault(field) && !wasSuggested(draft, field.id))
      findings.suggested.set(path, valueOf(field.default, world));
    const given = Object.hasOwn(draft, field.id) ? draft[field.id] : undefined;
    const answer = isCalculated(field)
      ? calculated(field, path, world, findings)
      : cleanAnswer(field, given, at, world, findings);
    if (depends(field)) findings.offered.set(path, offered(field, answer, world));
    if (answer !== undefined) define(world.enclosing, field.id, answer);
  }
}

function isCalculated(field: FieldDef): field is CalculatedField {
  return field.control === 'calculated';
}

/** An empty text is no value: no answer is ever empty. */
function calculated(field: CalculatedField, path: string, world: World, findings: Found): Json | undefined {
  const value = valueOf(field.calculate, world);
  if (value === undefined || value === '') return undefined;
  findings.calculated.set(path, value);
  return value;
}

function cleanAnswer(
  field: FieldDef,
  value: Json | undefined,
  place: Place,
  world: World,
  findings: Found,
): Json | undefined {
  // A note has nothing to answer, whatever a draft says.
  if (field.control === 'note') return undefined;
  if (field.control === 'group' && isItems(value)) {
    const needed = findings.needed.has(pointer(place.draft));
    const items = drawnItems(value, needed ? field.minItems : value ? 0 : 1);
    // Nothing is suggested in the blank item of a group that may be left alone.
    const seen = needed || value ? findings : { ...findings, suggested: new Map() };
    return cleanItems(field.fields, items, place, world, seen);
  }
  if (value === undefined || value === null) return undefined;
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

function cleanItems(
  fields: readonly FieldDef[],
  items: Json[],
  place: Place,
  { form, context }: World,
  findings: Found,
): Json | undefined {
  const kept: Json[] = [];
  items.forEach((item, index) => {
    const at = { draft: [...place.draft, index], sent: [...place.sent, kept.length] };
    const answers: Answers = {};
    if (isObject(item)) cleanFields(fields, item, at, { enclosing: answers, form, context }, findings);
    if (item === null || (isObject(item) && isUnanswered(fields, answers))) return;
    findings.moved.set(pointer(at.sent), pointer(at.draft));
    kept.push(isObject(item) ? answers : item);
  });
  return kept.length > 0 ? kept : undefined;
}

/** What is calculated is no answer of a person's. */
function isUnanswered(fields: readonly FieldDef[], answers: Answers): boolean {
  return !fields.some((field) => !isCalculated(field) && Object.hasOwn(answers, field.id));
}

/** The items that stand on the page: blank ones after those that are given, until there are as many as there must be. */
export function drawnItems(given: readonly Json[] = [], least: number): Json[] {
  return [...given, ...Array.from({ length: least - given.length }, () => ({}))];
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

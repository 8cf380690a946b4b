/**
 * Moves a draft to a newer version of its form by the definition's `migrates`
 * (shared/domain/definition/draft_migration.py): answers are renamed and split, other ids stay, and missing answers are
 * filled in. Answers without a place in the new form are reported, never dropped silently.
 */
import {
  fieldsOf,
  type Answers,
  type Definition,
  type FieldDef,
  type GroupField,
  type Json,
  type Migration,
} from '../../definition';
import { withLists } from './lists';

/** An answer, or the part of it, that has no field in the new form. */
export interface UnmovedAnswer {
  field: FieldDef;
  value: Json;
}

export interface Moved {
  answers: Answers;
  unmoved: UnmovedAnswer[];
  /** The id of the old field that an answer comes from, by the id of its new field. */
  origins: ReadonlyMap<string, string>;
}

/** The migration from that version to this definition; undefined when there is none. */
export function migrationFrom(definition: Definition, version: number): Migration | undefined {
  return definition.migrates?.find(({ from }) => from === version);
}

/** Moves the answers of `draft` from the form `old` to `next`. */
export function migrated(old: Definition, next: Definition, migration: Migration, draft: Answers): Moved {
  const fields = byId(fieldsOf(withLists(next)));
  const unmoved: UnmovedAnswer[] = [];
  const answers: Answers = {};
  const origins = new Map<string, string>();
  const setAnswer = (field: FieldDef, id: string, value: Json) => {
    const target = fields.get(id);
    const result =
      target && !Object.hasOwn(answers, id) ? fitted(field, target, value) : { unmoved: [{ field, value }] };
    if (result.value !== undefined) {
      answers[id] = result.value;
      origins.set(id, field.id);
    }
    unmoved.push(...result.unmoved);
  };
  // An explicit migration takes precedence over equal ids.
  const named = (field: FieldDef) => field.id in migration.split || field.id in migration.renamed;
  const inOrder = [...fieldsOf(old)].sort((field, second) => Number(named(second)) - Number(named(field)));
  for (const field of inOrder) {
    const value = draft[field.id];
    if (!isAnswered(value) || isDerived(field)) continue;
    const split = migration.split[field.id];
    if (split && typeof value === 'string') {
      splitText(value, split.at, split.into.length).forEach((part, place) => {
        if (part !== '') setAnswer(field, split.into[place]!, part);
      });
    } else {
      setAnswer(field, migration.renamed[field.id] ?? field.id, value);
    }
  }
  for (const [id, value] of Object.entries(migration.defaults)) {
    if (!Object.hasOwn(answers, id)) answers[id] = value;
  }
  return { answers: { ...shownSuggestions(draft, migration), ...answers }, unmoved, origins };
}

/** Splits a text at the separator `at` into at most `maxParts` trimmed texts; the last has the rest. */
function splitText(text: string, at: string, maxParts: number): string[] {
  const parts = text.split(at);
  const last = parts.slice(maxParts - 1).join(at);
  return [...parts.slice(0, maxParts - 1), ...(parts.length >= maxParts ? [last] : [])].map((part) => part.trim());
}

interface Fitted {
  value?: Json;
  unmoved: UnmovedAnswer[];
}

/** Divides an answer into the part that the new field can hold (`value`) and the rest. */
function fitted(old: FieldDef, next: FieldDef, value: Json): Fitted {
  const isUnmoved = { unmoved: [{ field: old, value }] };
  if (old.control === 'group' && next.control === 'group') return items(old, next, value);
  if (shapeOf(old) !== shapeOf(next)) return isUnmoved;
  // Rounding a decimal, or keeping half of an answer, would mislead: the whole answer is reported.
  if (next.control === 'integer' && typeof value === 'number' && !Number.isInteger(value)) return isUnmoved;
  const options =
    'options' in next && Array.isArray(next.options) ? new Set(next.options.map((option) => option.value)) : null;
  if (!options) return { value, unmoved: [] };
  if (!Array.isArray(value)) return options.has(String(value)) ? { value, unmoved: [] } : isUnmoved;
  const [fitting, unknown] = [
    value.filter((item) => options.has(String(item))),
    value.filter((item) => !options.has(String(item))),
  ];
  return {
    ...(fitting.length > 0 ? { value: fitting } : {}),
    unmoved: unknown.length > 0 ? [{ field: old, value: unknown }] : [],
  };
}

function items(old: GroupField, next: GroupField, value: Json): Fitted {
  if (!Array.isArray(value)) return { unmoved: [{ field: old, value }] };
  const [before, after] = [byId(old.fields), byId(next.fields)];
  const unmoved: UnmovedAnswer[] = [];
  const movedItems = value.map((item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    const answers: Answers = {};
    for (const [id, answer] of Object.entries(item)) {
      const [from, to] = [before.get(id), after.get(id)];
      if (!from || !isAnswered(answer)) {
        // The item's own key (`$key`), and its suggestions (`$suggested`).
        if (id.startsWith('$')) answers[id] = answer;
        continue;
      }
      if (isDerived(from)) continue;
      const result = to ? fitted(from, to, answer) : { unmoved: [{ field: from, value: answer }] };
      if ('value' in result && result.value !== undefined) answers[id] = result.value;
      unmoved.push(...result.unmoved);
    }
    return answers;
  });
  return { value: movedItems, unmoved };
}

/** Whether the form itself determines the value: a calculation or a warning. */
function isDerived({ control }: FieldDef): boolean {
  return control === 'calculated' || control === 'warning';
}

/**
 * The type of a field's answer: an answer moves only to a field with the same. The command `diff` warns authors by the same rule
 * (`differences/shapes.py`).
 */
function shapeOf(field: FieldDef): string {
  switch (field.control) {
    case 'text':
    case 'textarea':
      return 'text';
    case 'radio':
    case 'select':
    case 'search':
    case 'checkboxes':
    case 'entity':
      return `${isMany(field) ? 'choices' : 'choice'} ${'optionsFrom' in field ? (field.optionsFrom ?? '') : ''}`;
    case 'integer':
    case 'decimal':
      return 'number';
    case 'calculated':
      return `calculated ${field.id}`;
    default:
      return field.control;
  }
}

function isMany(field: FieldDef): boolean {
  return field.control === 'checkboxes' || ('multiple' in field && field.multiple);
}

function isAnswered(value: Json | undefined): value is Json {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** The ids of fields whose suggestion was shown, renamed as the fields are, so that none is shown again. */
function shownSuggestions(draft: Answers, migration: Migration): Answers {
  const ids = draft['$suggested'];
  return Array.isArray(ids) ? { $suggested: ids.map((id) => migration.renamed[String(id)] ?? id) } : {};
}

function byId(fields: readonly FieldDef[]): ReadonlyMap<string, FieldDef> {
  return new Map(fields.map((field) => [field.id, field]));
}

/**
 * Validates answers against a definition: its JSON Schema, then its rules; every fault names the field. The counterpart
 * of shared/domain/answers/validator.py: the same paths, codes and limits, in the same order, which tests/verdicts
 * tests.
 */
import {
  fieldsOf,
  type Answers,
  type Definition,
  type FieldDef,
  type Json,
  type LocalizedText,
  type Rule,
} from '../../definition';
import { byCodePoint } from './code-points';
import { define } from './clean-answers';
import { partsOf, pointer, topOf, valueAt } from './json-pointer';
import { listsOf } from './lists';
import { broken, fieldsByPath, type FieldsByPath } from './rules';
import { Validator, type OutputUnit, type Schema } from './schemas';
import type { EvaluationContext } from './evaluation-context';
import { KEYWORD_CODES, LIMIT_CODES, MAX_FAULTS, OTHER_CODE, RANK } from './verdict-contract';

export interface Fault {
  /** JSON Pointer into the answers. */
  path: string;
  code: string;
  /** The bound that was broken; a day (`YYYY-MM-DD`) for a date. */
  limit: number | string | null;
  /** The definition's own message. */
  message?: LocalizedText;
}

const HIDDEN = 'not-relevant';
/** Keywords that only report that something below them is wrong. */
const WRAPPERS = new Set(['properties', 'additionalProperties', 'items', 'allOf']);
type Places = ReadonlyMap<string, number>;

interface Prepared {
  validator: Validator;
  places: Places;
  fields: FieldsByPath;
  /** The rules by the top-level field that they concern. */
  rules: ReadonlyMap<string, readonly Rule[]>;
}

const prepared = new WeakMap<Definition, Prepared>();

/**
 * The faults, at most one a path, in the order of the form; none means that the answers are valid. `only`: fields of
 * the form; the others are not validated, and cost nothing.
 */
export function faults(
  definition: Definition,
  answers: Answers,
  context: EvaluationContext,
  only?: ReadonlySet<string>,
): Fault[] {
  const judged = only ? partOf(answers, only) : answers;
  const unreadable = [...new Set(unreadableIn(judged, ''))].sort(byCodePoint).slice(0, MAX_FAULTS);
  if (unreadable.length > 0) return unreadable.map((path) => fault(path, 'bad-text'));
  const { validator, places, fields, rules } = prepare(definition);
  const byPath = schemaFaults(validator, definition.schema, judged);
  if (only) for (const path of [...byPath.keys()].filter((path) => !only.has(topOf(path)))) byPath.delete(path);
  const inLists = { ...context, lists: listsOf(definition) };
  const rulesToApply = only ? [...only].flatMap((id) => rules.get(id) ?? []) : (definition.rules ?? []);
  for (const breach of broken(rulesToApply, fields, answers, inLists)) {
    if (breach.code === HIDDEN || !byPath.has(breach.path)) byPath.set(breach.path, breach);
  }
  return inOrder(withoutHidden(byPath), places, answers).slice(0, MAX_FAULTS);
}

function partOf(answers: Answers, only: ReadonlySet<string>): Answers {
  const part: Answers = {};
  for (const id of only) if (Object.hasOwn(answers, id)) define(part, id, answers[id]!);
  return part;
}

function schemaFaults(validator: Validator, schema: Schema, answers: Answers): Map<string, Fault> {
  const byPath = new Map<string, Fault>();
  const { errors } = validator.validate(answers);
  errors.forEach((error, index) => {
    // The error just before has reported the field as unknown.
    const isUnknown = errors[index - 1]?.keyword === 'additionalProperties';
    for (const fault of faultsOf(error, schema, answers, isUnknown)) {
      const other = byPath.get(fault.path);
      if (!other || rank(fault.code) < rank(other.code)) byPath.set(fault.path, fault);
    }
  });
  return byPath;
}

function prepare(definition: Definition): Prepared {
  let validation = prepared.get(definition);
  if (!validation) {
    const places = new Map(pathsOf(fieldsOf(definition), '').map((path, place) => [path, place]));
    const validator = new Validator(definition.schema, '2020-12', false);
    validation = { validator, places, fields: fieldsByPath(definition), rules: byField(definition.rules ?? []) };
    prepared.set(definition, validation);
  }
  return validation;
}

function byField(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const byId = new Map<string, Rule[]>();
  for (const rule of rules) {
    const id = rule.at[0] ?? rule.field;
    byId.set(id, [...(byId.get(id) ?? []), rule]);
  }
  return byId;
}

/** Each field's path with `*` for the index of an item, in the order of the form. */
function pathsOf(fields: readonly FieldDef[], before: string): string[] {
  const paths: string[] = [];
  for (const field of fields) {
    paths.push(`${before}/${field.id}`);
    if (field.control === 'group') paths.push(...pathsOf(field.fields, `${before}/${field.id}/*`));
  }
  return paths;
}

function* faultsOf(error: OutputUnit, schema: Schema, answers: Answers, isUnknown: boolean): Iterable<Fault> {
  const { keyword } = error;
  const path = pointer(partsOf(error.instanceLocation).map(decodeURIComponent));
  const value = valueAt(answers, path);
  const rule = ruleAt(schema, error.keywordLocation);
  if (keyword === 'required') {
    // The validator names the missing field only inside a sentence, so look for it.
    for (const name of rule as string[]) {
      if (!Object.hasOwn(value as Answers, name)) yield fault(path + pointer([name]), 'required');
    }
  } else if (keyword === 'false' && isUnknown) {
    yield fault(path, 'unknown-field');
  } else if (keyword === 'format') {
    yield fault(path, String(rule));
  } else if (keyword === 'type' && rule === 'integer' && typeof value === 'number') {
    // 1,5 where an integer is required: a number with too many decimals.
    yield fault(path, 'decimals');
  } else if (LIMIT_CODES[keyword]) {
    yield fault(path, LIMIT_CODES[keyword], Number(rule));
  } else if (!WRAPPERS.has(keyword)) {
    yield fault(path, KEYWORD_CODES[keyword] ?? OTHER_CODE);
  }
}

function fault(path: string, code: string, limit: Fault['limit'] = null): Fault {
  return { path, code, limit };
}

/** The value of a schema's keyword, by the location that the validator gives. */
function ruleAt(schema: Schema, location: string): unknown {
  return partsOf(location).reduce<unknown>(
    (schemaPart, part) => (schemaPart as Record<string, unknown> | undefined)?.[part],
    schema,
  );
}

function rank(code: string): number {
  const place = RANK.indexOf(code);
  return place < 0 ? RANK.length : place;
}

/** The faults without those inside a hidden field that was sent, for which only the fault that it was sent is reported. */
function withoutHidden(byPath: ReadonlyMap<string, Fault>): Fault[] {
  const hidden = [...byPath.values()].filter(({ code }) => code === HIDDEN).map(({ path }) => `${path}/`);
  return [...byPath.values()].filter(({ path }) => !hidden.some((start) => path.startsWith(start)));
}

/** The path with `*` for the number of an item. */
function plain(path: string, answers: Answers): string {
  let before = '';
  let pattern = '';
  for (const part of partsOf(path)) {
    pattern += Array.isArray(valueAt(answers, before)) ? '/*' : pointer([part]);
    before += pointer([part]);
  }
  return pattern;
}

/** The faults in the order of the form; those of unknown fields last, by name. */
function inOrder(unordered: Fault[], places: Places, answers: Answers): Fault[] {
  const keyed = unordered.map((listed) => ({ listed, key: placeOf(listed.path, places, answers) }));
  return keyed.sort((a, b) => compared(a.key, b.key)).map(({ listed }) => listed);
}

type Place = [place: number, name: string][];

function placeOf(path: string, places: Places, answers: Answers): Place {
  const key: Place = [];
  let before = '';
  for (const part of partsOf(path)) {
    const isItem = Array.isArray(valueAt(answers, before));
    before += pointer([part]);
    key.push(isItem ? [Number(part), ''] : [places.get(plain(before, answers)) ?? places.size, part]);
  }
  return key;
}

function compared(a: Place, b: Place): number {
  for (let depth = 0; depth < Math.min(a.length, b.length); depth++) {
    const [[placeA, nameA], [placeB, nameB]] = [a[depth]!, b[depth]!];
    if (placeA !== placeB) return placeA - placeB;
    if (nameA !== nameB) return byCodePoint(nameA, nameB);
  }
  return a.length - b.length;
}

/** The paths of NUL, lone surrogates and numbers that are none: storage and documents cannot hold them. */
function* unreadableIn(value: Json, path: string): Iterable<string> {
  if (typeof value === 'string') {
    if (isUnreadable(value)) yield path;
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) yield path;
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (isUnreadable(name)) yield path;
      else yield* unreadableIn(inner, path + pointer([name]));
    }
  }
}

function isUnreadable(text: string): boolean {
  return text.includes('\0') || /\p{Surrogate}/u.test(text);
}

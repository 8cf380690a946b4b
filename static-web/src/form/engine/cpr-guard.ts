/**
 * Finds CPR numbers in texts that may not contain them. The counterpart of shared/domain/answers/cpr_guard.py;
 * tests/vectors/cpr-in-texts.json tests that they agree.
 */
import type { Answers, FieldDef, Json } from '../../definition';
import { isCpr } from './formats';

/**
 * The separator between the date and the last four digits: nothing, a space, or any hyphen with or without a space
 * around it.
 */
const SPACE = '[ \\t\\u00a0\\u2007\\u2009\\u202f]';
const HYPHEN = '[-\\u00ad\\u2010-\\u2015\\u2212]';
const SHAPE = new RegExp(`([0-9]{6})(?:${SPACE}?${HYPHEN}${SPACE}?|${SPACE})?([0-9]{4})(?![0-9])`, 'g');
/** Characters before which ten digits are no CPR number: they belong to a longer number, or a foreign telephone number. */
const BEFORE_A_PART = /[0-9+]/;
const CPR_MASK = '••••••-••••';

/** A number as written in the text, and its ten digits. */
export interface CprNumber {
  start: number;
  end: number;
  digits: string;
}

/**
 * Every CPR number in the text, by its format; modulus 11 is not checked, since numbers without it have been issued
 * since 2007.
 */
export function cprNumbersIn(text: string): CprNumber[] {
  const numbers: CprNumber[] = [];
  SHAPE.lastIndex = 0;
  for (let match = SHAPE.exec(text); match; match = SHAPE.exec(text)) {
    const [whole, day, last] = match;
    const digits = `${day}${last}`;
    if (isCpr(digits) && !BEFORE_A_PART.test(text.charAt(match.index - 1)))
      numbers.push({ start: match.index, end: match.index + whole.length, digits });
    else SHAPE.lastIndex = match.index + 1;
  }
  return numbers;
}

/** The text with each number masked, for lists and titles. */
export function maskedCpr(text: string): string {
  return replaced(text, CPR_MASK);
}

/** The text without the numbers, and without the double spaces that removing them would leave. */
export function withoutCpr(text: string): string {
  const space = new RegExp(SPACE);
  let result = '';
  let at = 0;
  for (const { start, end } of cprNumbersIn(text)) {
    result += text.slice(at, start);
    at = end;
    while ((result === '' || /\s$/.test(result)) && space.test(text.charAt(at))) at += 1;
  }
  return at === 0 ? text : (result + text.slice(at)).replace(new RegExp(`${SPACE}+$`), '');
}

function replaced(text: string, mask: string): string {
  let result = '';
  let at = 0;
  for (const { start, end } of cprNumbersIn(text)) {
    result += text.slice(at, start) + mask;
    at = end;
  }
  return result + text.slice(at);
}

/** A free text, with the JSON Pointer at which its faults are reported. */
export interface GuardedText {
  path: string;
  text: string;
}

const ONE_TEXT = new Set(['text', 'textarea', 'email', 'url']);

/** Whether the field's own answer contains free texts; a group's fields are considered by themselves. */
export function isGuarded({ control }: FieldDef): boolean {
  return ONE_TEXT.has(control) || control === 'address' || control === 'photo' || control === 'file';
}

/** The free texts of one answer; names of attachments belong to the field itself. */
export function textsOf(field: FieldDef, value: Json | undefined, path: string): GuardedText[] {
  if (field.control === 'group')
    return Array.isArray(value)
      ? value.flatMap((item, place) => (isObject(item) ? guardedTexts(field.fields, item, `${path}/${place}`) : []))
      : [];
  if (field.control === 'photo' || field.control === 'file')
    return Array.isArray(value) ? value.flatMap((item) => (isObject(item) ? asText(path, item['name']) : [])) : [];
  if (field.control === 'address' && isObject(value))
    return ['street', 'postcode', 'town'].flatMap((part) => asText(`${path}/${part}`, value[part]));
  return ONE_TEXT.has(field.control) ? asText(path, value) : [];
}

/** Every free text of the answers, in the order of the form. */
export function guardedTexts(fields: readonly FieldDef[], answers: Answers, before = ''): GuardedText[] {
  return fields.flatMap((field) =>
    Object.hasOwn(answers, field.id) ? textsOf(field, answers[field.id], `${before}/${field.id}`) : [],
  );
}

/** The paths of the texts all of whose numbers the person declares not to be CPR numbers. */
export function notCprPaths(fields: readonly FieldDef[], answers: Answers, digits: ReadonlySet<string>): string[] {
  const paths = new Map<string, boolean>();
  for (const { path, text } of guardedTexts(fields, answers)) {
    const numbers = cprNumbersIn(text);
    if (numbers.length === 0) continue;
    const areNone = numbers.every((number) => digits.has(number.digits));
    paths.set(path, areNone && (paths.get(path) ?? true));
  }
  return [...paths].filter(([, areNone]) => areNone).map(([path]) => path);
}

export type CprPolicy = 'ask' | 'forbid';

/**
 * The paths of texts with such numbers, each once, in the order of the form, with the fault's code. `notCpr`: the paths
 * whose numbers the person declares not to be CPR numbers, which is ignored where the definition forbids them.
 */
export function cprFaults(
  fields: readonly FieldDef[],
  answers: Answers,
  policy: CprPolicy,
  notCpr: ReadonlySet<string>,
): { path: string; code: string }[] {
  const paths = new Set(
    guardedTexts(fields, answers)
      .filter(({ text }) => cprNumbersIn(text).length > 0)
      .map(({ path }) => path),
  );
  return [...paths]
    .filter((path) => policy === 'forbid' || !notCpr.has(path))
    .map((path) => ({ path, code: policy === 'forbid' ? 'cpr-forbidden' : 'cpr-number' }));
}

function asText(path: string, value: unknown): GuardedText[] {
  return typeof value === 'string' ? [{ path, text: value }] : [];
}

function isObject(value: Json | undefined): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

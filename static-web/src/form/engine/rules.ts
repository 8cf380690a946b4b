/** Applies the rules that JSON Schema cannot express. The counterpart of shared/domain/answers/rules.py. */
import type { Answers, Compiled, Definition, FieldDef, Json, Rule, LocalizedText } from '../../definition';
import { fieldsOf } from '../../definition';
import { OUTERMOST } from './calendar';
import { isTrue } from './conditions';
import { number, rounded, same } from './json-numbers';
import { evaluate, type World } from './evaluate';
import { pointer } from './json-pointer';
import { misfit } from './offered';
import type { EvaluationContext } from './evaluation-context';

/** A broken rule: its field's path, the fault's code, the bound, and the definition's own message. */
export interface Broken {
  path: string;
  code: string;
  limit: number | string | null;
  message?: LocalizedText;
}

const DAY = 'YYYY-MM-DD'.length;

export type FieldsByPath = ReadonlyMap<string, FieldDef>;

/** Every field by its path without indexes. */
export function fieldsByPath(definition: Definition): FieldsByPath {
  const byPath = new Map<string, FieldDef>();
  const collect = (fields: readonly FieldDef[], before: string) => {
    for (const field of fields) {
      const path = `${before}/${field.id}`;
      byPath.set(path, field);
      if (field.control === 'group') collect(field.fields, path);
    }
  };
  collect(fieldsOf(definition), '');
  return byPath;
}

/** Every rule that the answers break, in the order of the rules. */
export function* broken(
  rules: readonly Rule[],
  fields: FieldsByPath,
  form: Answers,
  context: EvaluationContext,
): Iterable<Broken> {
  for (const rule of rules) {
    const field = fields.get(pointer([...rule.at, rule.field]));
    for (const { path, enclosing } of objects(rule.at, form, '')) {
      const isAnswered = Object.hasOwn(enclosing, rule.field);
      if (!concerns(rule.kind, isAnswered)) continue;
      const world = { enclosing, form, context };
      if (!field || (rule.kind !== 'visible' && !isTrue(field.visible, world))) continue;
      if (rule.kind === 'offered') {
        const fault = misfit(field, enclosing[rule.field]!, world);
        if (fault) yield { path: path + pointer([rule.field]), ...fault };
        continue;
      }
      const code = isAnswered ? answered(rule, enclosing[rule.field]!, world) : unanswered(rule, world);
      if (code === undefined) continue;
      const message = rule.message ? { message: rule.message } : {};
      yield { path: path + pointer([rule.field]), code, limit: boundOf(rule, world), ...message };
    }
  }
}

/** Whether a rule of this kind applies to a field, which depends on whether it is answered. */
function concerns(kind: Rule['kind'], isAnswered: boolean): boolean {
  return kind === 'calculated' || (kind === 'required' || kind === 'warning') !== isAnswered;
}

function boundOf({ kind, expr }: Rule, world: World): string | null {
  return kind === 'earliest' || kind === 'latest' ? dayOf(kind, expr, world) : null;
}

interface Placed {
  path: string;
  enclosing: Answers;
}

/** The objects in which a rule is evaluated: the form itself, or each item of a group, or of a group in a group. */
function* objects([group, ...inner]: readonly string[], enclosing: Answers, path: string): Iterable<Placed> {
  if (group === undefined) {
    yield { path, enclosing };
    return;
  }
  const items = Object.hasOwn(enclosing, group) ? enclosing[group] : undefined;
  if (!Array.isArray(items)) return;
  for (const [index, item] of items.entries()) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) continue;
    yield* objects(inner, item, path + pointer([group, index]));
  }
}

function unanswered({ kind, expr }: Rule, world: World): string | undefined {
  if (kind === 'required' || kind === 'warning') return evaluate(expr, world) === true ? kind : undefined;
  // An empty text counts as no value, since answers are never empty.
  if (kind === 'calculated') return (evaluate(expr, world) ?? '') !== '' ? 'required' : undefined;
  return undefined;
}

function answered({ kind, expr }: Rule, answer: Json, world: World): string | undefined {
  switch (kind) {
    case 'visible':
      return evaluate(expr, world) === true ? undefined : 'not-relevant';
    case 'valid':
      return evaluate(expr, world) === false ? 'invalid' : undefined;
    case 'calculated':
      return same(answer, evaluate(expr, world)) ? undefined : 'calculated';
    case 'decimals': {
      const double = number(answer);
      return double === undefined || rounded(double, Number(expr)) === double ? undefined : 'decimals';
    }
    case 'earliest':
      return isOutside('<', answer, dayOf(kind, expr, world), world) ? 'too-early' : undefined;
    case 'latest':
      return isOutside('>', answer, dayOf(kind, expr, world), world) ? 'too-late' : undefined;
    case 'required':
    case 'offered':
    case 'warning':
      return undefined;
  }
}

/** Whether a date, or the day of a moment in its own time zone, is beyond the bound. */
function isOutside(sign: string, answer: Json, bound: string, world: World): boolean {
  return typeof answer === 'string' && evaluate([sign, 'date', answer.slice(0, DAY), ['date', bound]], world) === true;
}

/** The bound of a date; the outermost one where the definition's cannot be calculated, e.g. because an answer is missing. */
function dayOf(kind: 'earliest' | 'latest', expr: Compiled, world: World): string {
  const bound = evaluate(expr, world);
  return typeof bound === 'string' ? bound : OUTERMOST[kind];
}

/**
 * Finds answers that moved to a newer form but are hidden there. They would not be sent, so they are shown to the person together with
 * those that the new form has no field for. They stay in the draft, and are sent if the field is shown again.
 */
import { fieldsOf, type Answers, type Definition, type FieldDef, type Json } from '../../definition';
import type { EvaluationContext } from './evaluation-context';
import { pointer } from './json-pointer';
import type { UnmovedAnswer, Moved } from './migration';
import { relevant } from './relevance';

type Path = (string | number)[];

/** The answers that would not be sent after moving: those without a field, and those whose field is hidden. */
export function namedLoss(
  old: Definition,
  next: Definition,
  draft: Answers,
  result: Moved,
  context: EvaluationContext,
): UnmovedAnswer[] {
  const before = relevant(old, draft, context).shown;
  const after = relevant(next, result.answers, context).shown;
  const hidden: UnmovedAnswer[] = [];
  const compare = (field: FieldDef, value: Json | undefined, path: Path, oldPath: Path) => {
    if (isEmpty(value)) return;
    if (!after.has(pointer(path))) {
      if (before.has(pointer(oldPath))) hidden.push({ field, value: value! });
      return;
    }
    if (field.control !== 'group' || !Array.isArray(value)) return;
    value.forEach((item, number) => {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) return;
      for (const inner of field.fields)
        compare(inner, item[inner.id], [...path, number, inner.id], [...oldPath, number, inner.id]);
    });
  };
  for (const field of fieldsOf(next)) {
    const origin = result.origins.get(field.id);
    if (origin !== undefined) compare(field, result.answers[field.id], [field.id], [origin]);
  }
  return [...result.unmoved, ...hidden];
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

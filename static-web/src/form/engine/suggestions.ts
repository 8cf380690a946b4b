/**
 * Fills in the suggestions (`default`) of a definition, each once, when its field is first shown in a draft. An answer that the person
 * clears stays empty: each object of the draft records which suggestions it has had.
 */
import type { Answers, FieldDef, Json } from '../../definition';
import { rounded } from './json-numbers';
import { toTheMinute } from './moments';
import { valueAt, withValue } from './json-pointer';

/** The member that records them. It is never sent, since no field's id begins with `$`. */
export const REMEMBERED = '$suggested';

export function hasDefault(field: FieldDef): boolean {
  return field.default !== undefined && field.default !== null;
}

export function wasSuggested(object: Answers, id: string): boolean {
  const ids = object[REMEMBERED];
  return Array.isArray(ids) && ids.includes(id);
}

/** The draft with suggestions filled in where nothing is answered; items are made for them where needed. */
export function suggest(
  draft: Answers,
  suggested: ReadonlyMap<string, Json | undefined>,
  fieldOf: (path: string) => FieldDef | undefined,
): Answers {
  let filled = draft;
  for (const [path, value] of suggested) {
    // Nothing to suggest yet: an answer that it depends on is missing, or the person is not known while the page is
    // opening.
    if (value === undefined) continue;
    const [parent, id] = [path.slice(0, path.lastIndexOf('/')), path.slice(path.lastIndexOf('/') + 1)];
    const object = (parent === '' ? filled : valueAt(filled, parent)) ?? {};
    if (typeof object !== 'object' || Array.isArray(object)) continue;
    const remembered = Array.isArray(object[REMEMBERED]) ? object[REMEMBERED] : [];
    filled = withValue(filled, `${parent}/${REMEMBERED}`, [...remembered, id]);
    if (!Object.hasOwn(object, id)) filled = withValue(filled, path, fitting(fieldOf(path), value));
  }
  return filled;
}

/** The value in the form in which the field's own box would store it. */
function fitting(field: FieldDef | undefined, value: Json): Json {
  if (field?.control === 'date-time' && typeof value === 'string') return toTheMinute(value);
  if (typeof value !== 'number') return value;
  switch (field?.control) {
    case 'integer':
    case 'money':
    case 'duration':
      return rounded(value, 0);
    case 'decimal':
      return rounded(value, field.decimals);
    default:
      return value;
  }
}

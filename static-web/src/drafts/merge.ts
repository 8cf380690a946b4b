/** Merges answers that were written in two places: a three-way merge against their common ancestor. */
import type { Answers, Json } from '../json';

/**
 * Merges `mine` and `theirs`, which both began from `base`. A change of one side is taken; where both changed the same
 * answer, mine wins. Parts of an answer are merged one by one, and photos and files by their ids.
 */
export function merged(base: Answers, mine: Answers, theirs: Answers): Answers {
  const result: Answers = {};
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const value = mergedValue(base[name], mine[name], theirs[name]);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

type Part = Json | undefined;

function mergedValue(base: Part, mine: Part, theirs: Part): Part {
  if (isSame(mine, base)) return theirs;
  if (isSame(theirs, base)) return mine;
  if (isObject(mine) && isObject(theirs)) return merged(isObject(base) ? base : {}, mine, theirs);
  if (Array.isArray(mine) && Array.isArray(theirs)) return mergedList(Array.isArray(base) ? base : [], mine, theirs);
  return mine;
}

/** By id where all items have one; by index where none was added or removed; otherwise mine. */
function mergedList(base: Json[], mine: Json[], theirs: Json[]): Json[] {
  if ([...base, ...mine, ...theirs].every((item) => idOf(item) !== undefined)) return mergedById(base, mine, theirs);
  if (mine.length !== base.length || theirs.length !== base.length) return mine;
  return mine.map((item, place) => mergedValue(base[place], item, theirs[place]) as Json);
}

function mergedById(base: Json[], mine: Json[], theirs: Json[]): Json[] {
  const [before, ownIds] = [new Set(base.map(idOf)), new Set(mine.map(idOf))];
  const left = new Set(theirs.map(idOf));
  const stillThere = mine.filter((item) => left.has(idOf(item)) || !before.has(idOf(item)));
  return [...stillThere, ...theirs.filter((item) => !ownIds.has(idOf(item)) && !before.has(idOf(item)))];
}

function idOf(item: Json): string | undefined {
  return isObject(item) && typeof item['id'] === 'string' ? item['id'] : undefined;
}

function isObject(value: Part): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(part: Part, other: Part): boolean {
  if (part === other) return true;
  if (Array.isArray(part) && Array.isArray(other))
    return part.length === other.length && part.every((item, place) => isSame(item, other[place]));
  if (!isObject(part) || !isObject(other)) return false;
  const names = Object.keys(part);
  return names.length === Object.keys(other).length && names.every((name) => isSame(part[name], other[name]));
}

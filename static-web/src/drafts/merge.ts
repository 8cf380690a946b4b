/** Merges the answers of two tabs that wrote the same draft: a three-way merge against the answers that both began with. */
import type { Answers, Json } from '../json';

/**
 * Merges the answers of this tab and those that another tab has saved, where both began with `base`. An answer that only one tab
 * changed is taken from it; where both did, this tab's wins. Parts of an answer are merged one by one, photos and files by their ids.
 */
export function mergeAnswers(base: Answers, thisTab: Answers, otherTab: Answers): Answers {
  const result: Answers = {};
  for (const name of new Set([...Object.keys(otherTab), ...Object.keys(thisTab)])) {
    const value = mergeValues(base[name], thisTab[name], otherTab[name]);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

type Part = Json | undefined;

function mergeValues(base: Part, thisTab: Part, otherTab: Part): Part {
  if (isSame(thisTab, base)) return otherTab;
  if (isSame(otherTab, base)) return thisTab;
  if (isObject(thisTab) && isObject(otherTab)) return mergeAnswers(isObject(base) ? base : {}, thisTab, otherTab);
  if (Array.isArray(thisTab) && Array.isArray(otherTab))
    return mergeLists(Array.isArray(base) ? base : [], thisTab, otherTab);
  return thisTab;
}

/** Merges items by id where all have one, by index where no item was added or removed; otherwise this tab's list wins. */
function mergeLists(base: Json[], thisTab: Json[], otherTab: Json[]): Json[] {
  if ([...base, ...thisTab, ...otherTab].every((item) => idOf(item) !== undefined))
    return mergeById(base, thisTab, otherTab);
  if (thisTab.length !== base.length || otherTab.length !== base.length) return thisTab;
  return thisTab.map((item, place) => mergeValues(base[place], item, otherTab[place]) as Json);
}

function mergeById(base: Json[], thisTab: Json[], otherTab: Json[]): Json[] {
  const [baseIds, ownIds] = [new Set(base.map(idOf)), new Set(thisTab.map(idOf))];
  const otherIds = new Set(otherTab.map(idOf));
  const stillThere = thisTab.filter((item) => otherIds.has(idOf(item)) || !baseIds.has(idOf(item)));
  return [...stillThere, ...otherTab.filter((item) => !ownIds.has(idOf(item)) && !baseIds.has(idOf(item)))];
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

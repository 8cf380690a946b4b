/** JSON Pointers (RFC 6901) into the answers. */
import type { Answers, Json } from '../../definition';

export function pointer(parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function partsOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The top-level field at a path, or that contains it. */
export const topOf = (path: string) => partsOf(path)[0] ?? '';

/** The object or list that contains the path's end. */
export const objectOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

/** The value at the path, undefined when there is none. */
export function valueAt(answers: Answers, path: string): Json | undefined {
  let value: Json | undefined = answers;
  for (const part of partsOf(path)) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, Json>)[part];
  }
  return value;
}

/** A copy of the answers with `value` at the path; undefined removes the answer. Missing lists on the way are made. */
export function withValue(answers: Answers, path: string, value: Json | undefined): Answers {
  return changed(answers, partsOf(path), value) as Answers;
}

function changed(before: Json | undefined, [part, ...path]: string[], value: Json | undefined): Json | undefined {
  if (part === undefined) return value;
  // A field's id begins with a letter, so a number is an item's index.
  if (/^[0-9]/.test(part)) return changedItem(Array.isArray(before) ? before : [], Number(part), path, value);
  const { [part]: old, ...unchanged } = (before ?? {}) as Answers;
  const next = changed(old, path, value);
  return next === undefined ? unchanged : { ...unchanged, [part]: next };
}

function changedItem(items: Json[], place: number, path: string[], value: Json | undefined): Json[] {
  const next = [...items];
  // The third of three empty items may be filled in first: make the two before it.
  while (next.length < place) next.push({});
  next[place] = changed(items[place] ?? {}, path, value) ?? null;
  return next;
}

/** The path in the draft of the answer at `path`; `moved` maps the items that are sent. */
export function draftPathOf(path: string, moved: ReadonlyMap<string, string>): string {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const origin = moved.get(path.slice(0, end));
    if (origin !== undefined) return origin + path.slice(end);
  }
  return path;
}

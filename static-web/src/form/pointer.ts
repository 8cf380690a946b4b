/** JSON Pointers (RFC 6901) into the answers. */
import type { Answers, Json } from '../definition';

export function pointer(parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function partsOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What stands at the path, undefined when nothing does. */
export function valueAt(answers: Answers, path: string): Json | undefined {
  let here: Json | undefined = answers;
  for (const part of partsOf(path)) {
    if (here === null || typeof here !== 'object' || !Object.hasOwn(here, part)) return undefined;
    here = (here as Record<string, Json>)[part];
  }
  return here;
}

/** A copy of the answers with `value` at the path; undefined removes the answer. The lists on the way must exist. */
export function withValue(answers: Answers, path: string, value: Json | undefined): Answers {
  return changed(answers, partsOf(path), value) as Answers;
}

function changed(here: Json | undefined, [part, ...rest]: string[], value: Json | undefined): Json | undefined {
  if (part === undefined) return value;
  if (Array.isArray(here)) {
    return here.map((item, index) => (String(index) === part ? (changed(item, rest, value) ?? null) : item));
  }
  const { [part]: old, ...others } = (here ?? {}) as Answers;
  const next = changed(old, rest, value);
  return next === undefined ? others : { ...others, [part]: next };
}

/** The ticks that overrule warnings: each is of one answer, and goes when that is another one. */
import type { Answers, FieldDef, Json } from '../../definition';
import { valueAt, withValue } from './json-pointer';
import type { Relevant } from './relevance';

const TICK = /-warning-[0-9]+$/;

/** A draft, and what of it is relevant. */
export interface Seen {
  draft: Answers;
  relevant: Relevant;
}

export function hasWarnings(fields: readonly FieldDef[]): boolean {
  return fields.some(
    (field) => field.control === 'warning' || (field.control === 'group' && hasWarnings(field.fields)),
  );
}

/**
 * The draft without the ticks of answers that are no longer those which were confirmed. What stands below `moved` has got other
 * numbers, and is left.
 */
export function withoutStaleTicks(before: Seen, after: Seen, moved?: string): Answers {
  let { draft } = after;
  for (const path of before.relevant.shown) {
    if (!TICK.test(path) || valueAt(before.draft, path) !== true) continue;
    if (moved !== undefined && path.startsWith(`${moved}/`)) continue;
    const owner = path.replace(TICK, '');
    const isSame = JSON.stringify(answerAt(before, owner)) === JSON.stringify(answerAt(after, owner));
    if (!isSame || !after.relevant.shown.has(path)) draft = withValue(draft, path, undefined);
  }
  return draft;
}

function answerAt({ draft, relevant }: Seen, path: string): Json | undefined {
  return relevant.calculated.get(path) ?? valueAt(draft, path);
}

/** The ticks that overrule warnings: each belongs to one answer, and is removed when the answer changes. */
import type { Answers } from '../../definition';
import { valueAt, withValue } from './json-pointer';
import type { Relevant } from './relevant';

const TICK = /-warning-[0-9]+$/;

/** A draft, and what of it is relevant. */
export interface Seen {
  draft: Answers;
  relevant: Relevant;
}

/** The ticks that are set, each with its answer. */
export function ticksIn(seen: Seen): ReadonlyMap<string, string> {
  const ticked = [...seen.relevant.warnings].filter((path) => valueAt(seen.draft, path) === true);
  return new Map(ticked.map((path) => [path, ownersAnswer(seen, path)]));
}

/**
 * The draft without ticks whose answers have changed since. Ticks below `moved`, where indexes have changed, are left.
 */
export function withoutStaleTicks(ticks: ReadonlyMap<string, string>, now: Seen, moved?: string): Answers {
  let { draft } = now;
  for (const [path, answer] of ticks) {
    if (moved !== undefined && path.startsWith(`${moved}/`)) continue;
    if (ownersAnswer(now, path) !== answer || !now.relevant.shown.has(path)) draft = withValue(draft, path, undefined);
  }
  return draft;
}

function ownersAnswer({ draft, relevant }: Seen, tick: string): string {
  const owner = tick.replace(TICK, '');
  return JSON.stringify(relevant.calculated.get(owner) ?? valueAt(draft, owner) ?? null);
}

/** Handles the check marks that confirm an answer in spite of a warning. Each is removed when its answer changes. */
import type { Answers } from '../../definition';
import { valueAt, withValue } from './json-pointer';
import type { Relevant } from './relevant';

const TICK = /-warning-[0-9]+$/;

/** A draft, with what is relevant in it. */
export interface RelevantDraft {
  draft: Answers;
  relevant: Relevant;
}

/** The ticks that are set, each with its answer. */
export function ticksIn(current: RelevantDraft): ReadonlyMap<string, string> {
  const ticked = [...current.relevant.warnings].filter((path) => valueAt(current.draft, path) === true);
  return new Map(ticked.map((path) => [path, ownersAnswer(current, path)]));
}

/**
 * The draft without the check marks whose answers have changed. Those inside the group `moved`, where indexes have changed, stay.
 */
export function withoutStaleTicks(ticks: ReadonlyMap<string, string>, now: RelevantDraft, moved?: string): Answers {
  let { draft } = now;
  for (const [path, answer] of ticks) {
    if (moved !== undefined && path.startsWith(`${moved}/`)) continue;
    if (ownersAnswer(now, path) !== answer || !now.relevant.shown.has(path)) draft = withValue(draft, path, undefined);
  }
  return draft;
}

function ownersAnswer({ draft, relevant }: RelevantDraft, tick: string): string {
  const owner = tick.replace(TICK, '');
  return JSON.stringify(relevant.calculated.get(owner) ?? valueAt(draft, owner) ?? null);
}

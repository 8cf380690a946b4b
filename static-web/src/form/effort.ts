/** Counts the taps, the keys and the time spent on a registration. It records no content and no target of a tap. */
import type { CountedEffort } from '../generated/api';

/** A pause longer than this does not count as time spent. */
const IDLE_MS = 5 * 60_000;

export interface EffortCounter {
  now(): CountedEffort;
  stop(): void;
}

/** Starts counting. `before`: the count of earlier openings of the draft. */
export function countEffort(before: CountedEffort = { taps: 0, keys: 0, seconds: 0 }): EffortCounter {
  let { taps, keys } = before;
  let used = before.seconds * 1000;
  let since: number | undefined;
  const passed = () => {
    const at = performance.now();
    if (since !== undefined) used += Math.min(at - since, IDLE_MS);
    since = document.hidden ? undefined : at;
  };
  const tap = ({ isPrimary }: PointerEvent) => {
    passed();
    // A swipe ends otherwise: the browser takes it over.
    if (isPrimary) taps += 1;
  };
  // Only typing counts: a choice or a date fires an `input` event too, but not as a change of text.
  const key = (event: Event) => {
    passed();
    if ('inputType' in event) keys += 1;
  };
  passed();
  document.addEventListener('pointerup', tap, true);
  document.addEventListener('input', key, true);
  document.addEventListener('visibilitychange', passed);
  return {
    now: () => {
      passed();
      return { taps, keys, seconds: Math.round(used / 1000) };
    },
    stop: () => {
      document.removeEventListener('pointerup', tap, true);
      document.removeEventListener('input', key, true);
      document.removeEventListener('visibilitychange', passed);
    },
  };
}

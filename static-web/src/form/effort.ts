/** Counts what a registration takes to write: taps, keys and the time that its form is in use. Never what was tapped or typed. */
import type { CountedEffort } from '../generated/api';

/** After so long without a touch nobody is taken to be at work on the form. */
const IDLE_MS = 5 * 60_000;

export interface EffortCounter {
  now(): CountedEffort;
  stop(): void;
}

/** Counts from now on; `before` is what an earlier opening of the draft counted. */
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
  // A choice or a date tells of itself by an event that is no change of a text.
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

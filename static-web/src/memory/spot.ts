/** The phone's last position that `position.ts` found, while it is recent and the person allows its use. */
import { signal } from '@preact/signals';
import { onNextPerson } from '../next-person';
import type { Spot } from './memory';
import { memory } from './store';

/** Older positions are not used, since the person may have driven on. */
const FRESH_MS = 10 * 60_000;

export const lastSpot = signal<(Spot & { at: number }) | undefined>(undefined);

onNextPerson(() => {
  lastSpot.value = undefined;
});

/** The current position; undefined where the person does not use it, or the last one is too old. */
export function spotNow(): Spot | undefined {
  const spot = lastSpot.value;
  if (!spot || !memory.value.usesPosition || Date.now() - spot.at > FRESH_MS) return undefined;
  return { latitude: spot.latitude, longitude: spot.longitude };
}

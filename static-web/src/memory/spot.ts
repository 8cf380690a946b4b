/** Where the phone is now, as far as `position.ts` has found it and the person lets it be used. */
import { signal } from '@preact/signals';
import type { Spot } from './memory';
import { memory } from './store';

/** Whoever has driven on is elsewhere. */
const FRESH_MS = 10 * 60_000;

export const lastSpot = signal<(Spot & { at: number }) | undefined>(undefined);

/** Undefined where the person does not use it, or it is not known any more. */
export function spotNow(): Spot | undefined {
  const spot = lastSpot.value;
  if (!spot || !memory.value.usesPosition || Date.now() - spot.at > FRESH_MS) return undefined;
  return { latitude: spot.latitude, longitude: spot.longitude };
}

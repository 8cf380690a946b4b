/** Where the phone is now, where the person lets it tell; compared with companies on the phone, and never sent. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { locate, mayLocate, type NoPosition } from '../geolocation';
import { personKey } from '../session';
import { spotOf, withPosition } from './nearby';
import { lastSpot, spotNow } from './spot';
import { changeMemory, memory } from './store';

/** A street, not a door: quick, and light on the battery. */
const HOW: PositionOptions = { enableHighAccuracy: false, timeout: 10_000, maximumAge: 60_000 };
const asking = signal<'idle' | 'asking' | NoPosition>('idle');

/** Whether it is asked for, or why it was not had. */
export const positionState: ReadonlySignal<'idle' | 'asking' | NoPosition> = asking;

// The next person on this phone has not been here.
effect(() => {
  if (personKey.value === null || !memory.value.usesPosition) lastSpot.value = undefined;
});

/** The person has tapped: asked for, and used from now on. */
export async function askPosition(): Promise<void> {
  if (await located()) await changeMemory((before) => withPosition(before, true));
}

export async function forgetPosition(): Promise<void> {
  asking.value = 'idle';
  await changeMemory((before) => withPosition(before, false));
}

/** Where it is used already: found anew without a question. */
export async function followPosition(): Promise<void> {
  if (memory.peek().usesPosition && !spotNow() && (await mayLocate())) await located();
}

async function located(): Promise<boolean> {
  if (asking.peek() === 'asking') return false;
  asking.value = 'asking';
  try {
    const { coords } = await locate(HOW);
    lastSpot.value = { ...spotOf(coords), at: Date.now() };
    asking.value = 'idle';
    return true;
  } catch (reason) {
    asking.value = reason as NoPosition;
    return false;
  }
}

/** Finds the phone's position, if the person allows it. It is compared with companies on the phone, and never sent. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { locate, mayLocate, type NoPosition } from '../geolocation';
import { personKey } from '../session';
import { spotOf, withPosition } from './nearby';
import { lastSpot, spotNow } from './spot';
import { changeMemory, memory } from './store';

/** Low accuracy (a street) is enough; it is quick, and saves battery. */
const OPTIONS: PositionOptions = { enableHighAccuracy: false, timeout: 10_000, maximumAge: 60_000 };
const asking = signal<'idle' | 'asking' | NoPosition>('idle');

/** Whether the position is being found, or why it could not be. */
export const positionState: ReadonlySignal<'idle' | 'asking' | NoPosition> = asking;

// Another person on this phone must not get the position.
effect(() => {
  if (personKey.value === null || !memory.value.usesPosition) lastSpot.value = undefined;
});

/** Asks the browser for the position after the person's tap, and uses it from now on. */
export async function askPosition(): Promise<void> {
  if (await located()) await changeMemory((before) => withPosition(before, true));
}

export async function forgetPosition(): Promise<void> {
  asking.value = 'idle';
  await changeMemory((before) => withPosition(before, false));
}

/** Finds the position again, without a question, if the person uses it already and the browser allows it. */
export async function followPosition(): Promise<void> {
  if (memory.peek().usesPosition && !spotNow() && (await mayLocate())) await located();
}

async function located(): Promise<boolean> {
  if (asking.peek() === 'asking') return false;
  asking.value = 'asking';
  try {
    const { coords } = await locate(OPTIONS);
    lastSpot.value = { ...spotOf(coords), at: Date.now() };
    asking.value = 'idle';
    return true;
  } catch (reason) {
    asking.value = reason as NoPosition;
    return false;
  }
}

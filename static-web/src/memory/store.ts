/** The memory of the person at hand: encrypted as drafts are, on this phone alone, and gone at sign-out. Nothing here rejects. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { keysChanged } from '../encryption/keys';
import { keepMemory, keptMemory } from '../offline/kept';
import { personKey } from '../session';
import { EMPTY, type Memory } from './memory';

const now = signal<Memory>(EMPTY);

/** Empty until it is read, and where this phone has no key to it. */
export const memory: ReadonlySignal<Memory> = now;

let reading: Promise<void> = Promise.resolve();
let changing: Promise<void> = Promise.resolve();

effect(() => {
  const key = personKey.value;
  if (keysChanged.value < 0) return;
  now.value = EMPTY;
  reading = keptMemory().then((kept) => {
    if (kept && personKey.peek() === key) now.value = { ...EMPTY, ...kept };
  });
});

/** No form waits longer than this to begin with what is remembered. */
const PATIENCE_MS = 500;

/** When what is kept has been read, or after a moment. */
export async function memoryRead(): Promise<void> {
  await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** One change after the other, each of what is kept now: another tab may have changed it since. */
export async function changeMemory(change: (before: Memory) => Memory): Promise<void> {
  const before = changing;
  changing = (async () => {
    await before;
    await changed(change);
  })();
  await changing;
}

async function changed(change: (before: Memory) => Memory): Promise<void> {
  const key = personKey.peek();
  const kept = await keptMemory();
  // Somebody else may be here by now.
  if (key === null || personKey.peek() !== key) return;
  const next = change(kept ? { ...EMPTY, ...kept } : now.peek());
  now.value = next;
  await keepMemory(next);
}

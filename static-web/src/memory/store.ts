/** The memory of the person at hand: encrypted as drafts are, on this phone alone, and gone at sign-out. Nothing here rejects. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { keysChanged } from '../encryption/keys';
import { keepMemory, keptMemory } from '../offline/kept';
import { onOutbox, tellOutbox } from '../outbox/channel';
import { personKey } from '../session';
import { EMPTY, type Memory } from './memory';

type Change = (before: Memory) => Memory;

const now = signal<Memory>(EMPTY);

/** Empty until it is read, and where this phone has no key to it. */
export const memory: ReadonlySignal<Memory> = now;

/** Readings and changes, one after the other. */
let turns: Promise<void> = Promise.resolve();
/** Made in this page, and not kept yet: what cannot be read now is not written over. */
let unkept: Change[] = [];
let whose: string | null = null;
let isRead = false;

function inTurn(work: () => Promise<void>): Promise<void> {
  return (turns = turns.then(work).catch(console.error));
}

effect(() => {
  const key = personKey.value;
  if (key !== whose) {
    [whose, unkept] = [key, []];
    now.value = EMPTY;
  }
  // Readable or not: both by keys that have come, or gone.
  if (keysChanged.value >= 0) void inTurn(read);
});

/** Begins to follow what other tabs remember. Gives the way to stop. */
export function followMemory(): () => void {
  return onOutbox(({ kind }) => kind === 'remembered' && void inTurn(read));
}

/** No form waits longer than this to begin with what is remembered: what comes later is put into one that nobody has written in. */
const PATIENCE_MS = 500;

/** When all that was sent until now is remembered, or after a moment. */
export async function memoryRead(): Promise<void> {
  // The store did not answer the last time.
  if (!isRead) void inTurn(read);
  await Promise.race([turns, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** One change after the other, each of what is kept now: another tab may have changed it since. Shown at once. */
export async function changeMemory(change: Change): Promise<void> {
  if (personKey.peek() === null) return;
  unkept.push(change);
  now.value = change(now.peek());
  await inTurn(read);
}

/** What is kept, with what this page has changed since; that is kept too. */
async function read(): Promise<void> {
  const key = personKey.peek();
  const kept = await keptMemory();
  // Somebody else may be here by now.
  if (personKey.peek() !== key) return;
  isRead = kept !== undefined;
  if (!kept) return;
  const changes = [...unkept];
  const next = changes.reduce((before, change) => change(before), { ...EMPTY, ...kept });
  now.value = next;
  if (changes.length === 0 || !(await keepMemory(next))) return;
  unkept = unkept.slice(changes.length);
  tellOutbox({ kind: 'remembered' });
}

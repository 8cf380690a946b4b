/** Stores the signed-in person's memory on this phone, encrypted like drafts; deleted at sign-out. No function here rejects. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { keysChanged } from '../encryption/keys';
import { saveMemory, loadMemory } from '../offline/stored';
import { onOutbox, postToPages } from '../outbox/channel';
import { personKey } from '../session';
import { EMPTY, type Memory } from './memory';

type Change = (before: Memory) => Memory;

const now = signal<Memory>(EMPTY);

/** The memory; empty until it is read, and where this phone has no key to it. */
export const memory: ReadonlySignal<Memory> = now;

/** The queue of reads and changes, which run one at a time. */
let queue: Promise<void> = Promise.resolve();
/** Changes of this page that are not stored yet, since a memory that cannot be read must not be overwritten. */
let unsaved: Change[] = [];
let owner: string | null = null;
let isRead = false;

function enqueue(work: () => Promise<void>): Promise<void> {
  return (queue = queue.then(work).catch(console.error));
}

effect(() => {
  const key = personKey.value;
  if (key !== owner) {
    [owner, unsaved] = [key, []];
    now.value = EMPTY;
  }
  // Whether the memory can be read depends on the keys, so it is read again when they change.
  if (keysChanged.value >= 0) void enqueue(read);
});

/** Reads the memory again when another tab has changed it. Returns a function that stops this. */
export function followMemory(): () => void {
  return onOutbox(({ kind }) => kind === 'remembered' && void enqueue(read));
}

/** How long a new form waits for the memory. If it arrives later, it is filled into the form if nothing has been written yet. */
const MAX_WAIT_MS = 500;

/** Resolves when everything sent until now is remembered, or after `PATIENCE_MS`. */
export async function memoryRead(): Promise<void> {
  // The store did not answer last time, so try again.
  if (!isRead) void enqueue(read);
  await Promise.race([queue, new Promise((resolve) => setTimeout(resolve, MAX_WAIT_MS))]);
}

/** Changes the memory: shown at once, then applied to what is stored, which another tab may have changed meanwhile. */
export async function changeMemory(change: Change): Promise<void> {
  if (personKey.peek() === null) return;
  unsaved.push(change);
  now.value = change(now.peek());
  await enqueue(read);
}

/** Reads the stored memory, applies this page's unstored changes to it, and stores the result. */
async function read(): Promise<void> {
  const key = personKey.peek();
  const stored = await loadMemory();
  // Another person may have signed in meanwhile.
  if (personKey.peek() !== key) return;
  isRead = stored !== undefined;
  if (!stored) return;
  const changes = [...unsaved];
  const next = changes.reduce((before, change) => change(before), { ...EMPTY, ...stored });
  now.value = next;
  if (changes.length === 0 || !(await saveMemory(next))) return;
  unsaved = unsaved.slice(changes.length);
  postToPages({ kind: 'remembered' });
}

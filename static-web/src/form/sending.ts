/** Sends a form: puts it into the outbox, which does the rest. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { loadDraft, StorageUnavailable } from '../drafts';
import { trackSave } from '../drafts/autosave';
import { deleteReceivedDraft } from '../drafts/received';
import { wakeOutbox } from '../outbox/wake';
import type { OutboxEntry, Returned } from '../outbox/entry';
import { enqueue } from '../outbox/store';
import { personKey } from '../session';
import { idIsSaved } from './own-id';

export type Sending =
  | { state: 'idle' }
  | { state: 'sending' }
  /** The phone stores nothing and the server did not take it: it exists only on this page. */
  | { state: 'not-kept' }
  /** The same id was received with other content. */
  | { state: 'conflict' }
  | { state: 'refused'; title: string; detail: string };

export interface Sender {
  now: ReadonlySignal<Sending>;
  send(): Promise<void>;
  /** Why the server refused it the last time, as far as that still applies. */
  returned(): Returned | undefined;
  /** The answers are no longer those that were sent. */
  changed(): void;
}

/** What the sender needs of the registration that it sends. */
export interface Work {
  /** What is sent, fixed at this moment. */
  entry: () => OutboxEntry;
  /** Saves what is not saved yet. */
  flush: () => Promise<void>;
  /** Remembers what is sent, before sending, so that it is not forgotten when the page ends afterwards. */
  remember?: (entry: OutboxEntry) => Promise<void>;
  /** The registration is in the outbox, or received: the form must not change any more. */
  onSent: () => Promise<void>;
  /** The server refused it just now. */
  onReturned: (returned: Returned) => void;
}

/** How long to wait at the form: most are received in a moment, and faults are best shown in the form. */
const PATIENCE_MS = 8_000;
/** Sending never waits longer for remembering. */
const REMEMBERING_MS = 1_000;

export function createSender({ entry, flush, remember, onSent, onReturned }: Work, before?: Returned): Sender {
  const now = signal<Sending>(before ? shown(before) : { state: 'idle' });
  let last = before;

  async function send(): Promise<void> {
    if (now.peek().state === 'sending') return;
    now.value = { state: 'sending' };
    // The page changes its form no more; what it wrote last is kept before it moves.
    const queued = trackSave(flush().then(remembered).then(queue));
    const returned = await queued.then(sent).catch(notSent);
    if (returned === 'not-kept') now.value = { state: 'not-kept' };
    else if (returned === undefined) await onSent();
    else {
      last = returned;
      now.value = shown(returned);
      onReturned(returned);
    }
  }

  async function remembered(): Promise<OutboxEntry> {
    const sending = entry();
    await Promise.race([remember?.(sending), pause(REMEMBERING_MS)]);
    return sending;
  }

  function changed(): void {
    // What was received with other content can't be changed by changing this.
    const { state } = now.peek();
    if (state === 'not-kept' || state === 'refused') now.value = { state: 'idle' };
  }
  return { now, send, changed, returned: () => last };
}

/** An unexpected error must not leave the form disabled: it can be sent again. */
function notSent(failure: unknown): 'not-kept' {
  console.error(failure);
  return 'not-kept';
}

const isSignedOut = () => personKey.peek() === null;

/** What went into the outbox, or what the phone could not keep there. */
async function queue(entry: OutboxEntry): Promise<{ entry: OutboxEntry; isStored: boolean }> {
  try {
    await enqueue(entry, isSignedOut);
  } catch (failure) {
    if (!(failure instanceof StorageUnavailable)) throw failure;
    return { entry, isStored: false };
  }
  // The page may die before it goes on from here: an empty form under that id would be a mistake.
  idIsSaved(entry.id);
  return { entry, isStored: true };
}

/** The outcome after a moment: nothing where it is received, or waits in the outbox. */
async function sent({
  entry,
  isStored,
}: Awaited<ReturnType<typeof queue>>): Promise<Returned | 'not-kept' | undefined> {
  if (!isStored) return isSignedOut() ? 'not-kept' : fromPage(entry);
  await Promise.race([wakeOutbox({ isForced: true, isAsked: true }), pause(PATIENCE_MS)]);
  return (await loadDraft(entry.id).catch(() => undefined))?.returned;
}

async function fromPage(entry: OutboxEntry): Promise<Returned | 'not-kept' | undefined> {
  const direct = await import('../outbox/from-page').catch(() => undefined);
  if (!direct) return 'not-kept';
  const returned = await direct.sendFromPage(entry);
  if (returned === undefined) await deleteReceivedDraft(entry);
  return returned;
}

function shown({ kind, title, detail }: Returned): Sending {
  if (kind === 'conflict') return { state: 'conflict' };
  return kind === 'faults' ? { state: 'idle' } : { state: 'refused', title, detail };
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}

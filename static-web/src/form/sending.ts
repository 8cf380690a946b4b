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
  /** The phone could not store it and the server has not received it: it exists only on this page. */
  | { state: 'not-kept' }
  /** The same id was received with other content. */
  | { state: 'conflict' }
  | { state: 'refused'; title: string; detail: string };

export interface Sender {
  now: ReadonlySignal<Sending>;
  send(): Promise<void>;
  /** Why the server refused it the last time; undefined after the answers have changed. */
  returned(): Returned | undefined;
  /** To be called when the answers have changed since they were sent. */
  changed(): void;
}

/** The functions of a form session that sending uses. */
export interface Work {
  /** Makes the outbox entry from the present answers. */
  entry: () => OutboxEntry;
  /** Saves the last changes of the draft. */
  flush: () => Promise<void>;
  /** Stores the answers in the phone's memory. Called before sending, since the page may be closed after it. */
  remember?: (entry: OutboxEntry) => Promise<void>;
  /** Called when the registration is in the outbox, or received: the form must not change any more. */
  onSent: () => Promise<void>;
  /** Called when the server has just refused it. */
  onReturned: (returned: Returned) => void;
}

/** How long the form waits for the server, in order to show its faults in place. Most registrations are received in a moment. */
const MAX_WAIT_MS = 8_000;
/** How long sending waits for the phone's memory. */
const REMEMBERING_MS = 1_000;

export function createSender({ entry, flush, remember, onSent, onReturned }: Work, before?: Returned): Sender {
  const now = signal<Sending>(before ? shown(before) : { state: 'idle' });
  let last = before;

  async function send(): Promise<void> {
    if (now.peek().state === 'sending') return;
    now.value = { state: 'sending' };
    // The form is disabled now. Save its last changes before the draft moves to the outbox.
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
    // A conflict stays: the server has other content with the same id, whatever is changed here.
    const { state } = now.peek();
    if (state === 'not-kept' || state === 'refused') now.value = { state: 'idle' };
  }
  return { now, send, changed, returned: () => last };
}

/** The outcome after an unexpected error: the form is enabled, and the registration can be sent again. */
function notSent(failure: unknown): 'not-kept' {
  console.error(failure);
  return 'not-kept';
}

const isSignedOut = () => personKey.peek() === null;

/** Moves the draft into the outbox. Returns the entry, and whether the phone could store it. */
async function queue(entry: OutboxEntry): Promise<{ entry: OutboxEntry; isStored: boolean }> {
  try {
    await enqueue(entry, isSignedOut);
  } catch (failure) {
    if (!(failure instanceof StorageUnavailable)) throw failure;
    return { entry, isStored: false };
  }
  // Do this first, in case the page is closed: the id must not be used for an empty form.
  idIsSaved(entry.id);
  return { entry, isStored: true };
}

/** The outcome after at most `PATIENCE_MS`: undefined where the registration is received, or waits in the outbox. */
async function sent({
  entry,
  isStored,
}: Awaited<ReturnType<typeof queue>>): Promise<Returned | 'not-kept' | undefined> {
  if (!isStored) return isSignedOut() ? 'not-kept' : fromPage(entry);
  await Promise.race([wakeOutbox({ isForced: true, isAsked: true }), pause(MAX_WAIT_MS)]);
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

/** The signed-in person's outbox as signals, for the pages to read. Equal in every tab. */
import { computed, effect, signal } from '@preact/signals';
import { draftsChanged } from '../drafts';
import { personKey } from '../session';
import { onOutbox, type OutboxMessage } from './channel';
import type { OutboxEntry } from './entry';
import { entriesOf } from './store';

/** The person's entries on this phone, oldest first; undefined until the store has answered. */
export const outbox = signal<readonly OutboxEntry[] | undefined>(undefined);

/** How many sent registrations the server has not confirmed yet. */
export const unsentCount = computed(() => outbox.value?.length ?? 0);

/** Which of how many attachments is being sent, by the registration's id. */
export const attachmentProgress = signal<Readonly<Record<string, { number: number; of: number }>>>({});

let reading = 0;

/** Reads the outbox from the store. Never rejects: after a failure the previous result stays. */
export async function readOutbox(): Promise<void> {
  const [key, turn] = [personKey.peek(), ++reading];
  const present = key === null ? [] : await entriesOf(key).catch(() => undefined);
  // A call that began later has the newer result.
  if (turn === reading) outbox.value = present ?? outbox.peek() ?? [];
}

/** Reads the outbox now, and whenever it or the signed-in person changes. Returns a function that stops this. */
export function followOutbox(): () => void {
  const hear = (message: OutboxMessage) => {
    if (message.kind === 'changed') {
      if (message.isDraftMoved) draftsChanged.value += 1;
      void readOutbox();
    } else if (message.kind === 'progress') {
      const { id, number, of } = message;
      attachmentProgress.value = { ...attachmentProgress.peek(), [id]: { number, of } };
    }
  };
  const stopHearing = onOutbox(hear);
  const stopFollowing = effect(() => {
    // Read it again when another person signs in.
    void personKey.value;
    outbox.value = undefined;
    void readOutbox();
  });
  return () => {
    stopHearing();
    stopFollowing();
  };
}

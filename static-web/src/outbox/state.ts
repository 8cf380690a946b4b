/** The outbox as the pages see it: theirs to read, never to write. The same in every tab. */
import { computed, effect, signal } from '@preact/signals';
import { draftsChanged } from '../drafts';
import { personKey } from '../session';
import { onOutbox, type OutboxMessage } from './channel';
import type { OutboxEntry } from './entry';
import { entriesOf } from './store';

/** Those of the person on this phone, the oldest first; undefined until the phone's store has answered. */
export const outbox = signal<readonly OutboxEntry[] | undefined>(undefined);

/** How many the person has sent that the server has not confirmed. */
export const unsentCount = computed(() => outbox.value?.length ?? 0);

/** Which attachment of a registration is on its way, by the registration's id. */
export const attachmentProgress = signal<Readonly<Record<string, { number: number; of: number }>>>({});

let reading = 0;

/** Reads the store anew. Never rejects: a store that fails leaves what was read before, or nothing. */
export async function readOutbox(): Promise<void> {
  const [key, turn] = [personKey.peek(), ++reading];
  const present = key === null ? [] : await entriesOf(key).catch(() => undefined);
  // A later reading knows better.
  if (turn === reading) outbox.value = present ?? outbox.peek() ?? [];
}

/** Begins to follow the outbox and the person. Gives the way to stop. */
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
    // Another person's are another outbox.
    void personKey.value;
    outbox.value = undefined;
    void readOutbox();
  });
  return () => {
    stopHearing();
    stopFollowing();
  };
}

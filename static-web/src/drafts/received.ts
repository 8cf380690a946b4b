/**
 * Remembers registrations that the server received from a page whose store took no write: their drafts must be deleted,
 * or they would be sent again. Recorded outside the store, by keys only, until the store has deleted them.
 */
import { remember, remembered } from '../local-storage';
import { write } from './database';
import { draftsChanged } from './index';
import type { Owner } from './sealing';

const NOTED_AS = 'feltskema.received';

/**
 * Deletes the draft, or records that it must be deleted. Never rejects. A later correction of the registration is not
 * deleted.
 */
export async function forgetReceived({ personKey, id, corrects = 0 }: Owner & { corrects?: number }): Promise<void> {
  note([...noted(), [personKey, id, corrects]]);
  await finishForgetting();
}

/** Deletes what was recorded before. Never rejects. */
export async function finishForgetting(): Promise<void> {
  for (const received of noted()) {
    try {
      await forget(received);
    } catch {
      // Retried at the next wake.
      return;
    }
    note(noted().filter((other) => other.join() !== received.join()));
    draftsChanged.value += 1;
  }
}

async function forget([personKey, id, corrects = 0]: Received): Promise<void> {
  await write(['drafts', 'outbox', 'attachments'], async (transaction) => {
    let isAnother = false;
    for (const name of ['drafts', 'outbox'] as const) {
      const store = transaction.objectStore(name);
      const row = await store.get([personKey, id]);
      if (row && (row.corrects ?? 0) !== corrects) isAnother = true;
      else await store.delete([personKey, id]);
    }
    if (!isAnother)
      await transaction.objectStore('attachments').delete(IDBKeyRange.bound([personKey, id], [personKey, id, []]));
  });
}

/** `corrects` is the revision that it was a correction of, 0 where it was none. */
type Received = [personKey: string, id: string, corrects?: number];

function noted(): Received[] {
  return JSON.parse(remembered(NOTED_AS) ?? '[]') as Received[];
}

function note(received: Received[]): void {
  remember(NOTED_AS, received.length > 0 ? JSON.stringify(received) : null);
}

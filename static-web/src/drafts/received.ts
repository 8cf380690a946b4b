/**
 * What the server has received of a page whose store took nothing: its draft must go from the phone, or it would be sent again.
 * Noted apart from the store, by keys alone, until the store has let go of it.
 */
import { remember, remembered } from '../local-storage';
import { withDatabase } from './database';
import { draftsChanged } from './index';
import type { Owner } from './sealing';

const NOTED_AS = 'feltskema.received';

/** Resolves when it is gone from the phone, or stands noted. Never rejects. */
export async function forgetReceived({ personKey, id }: Owner): Promise<void> {
  note([...noted(), [personKey, id]]);
  await finishForgetting();
}

/** What was noted before is made good. Never rejects. */
export async function finishForgetting(): Promise<void> {
  for (const [personKey, id] of noted()) {
    try {
      await forget(personKey, id);
    } catch {
      // At the next wake.
      return;
    }
    note(noted().filter((one) => one[0] !== personKey || one[1] !== id));
    draftsChanged.value += 1;
  }
}

async function forget(personKey: string, id: string): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction(['drafts', 'outbox', 'attachments'], 'readwrite', {
      durability: 'strict',
    });
    await Promise.all([
      transaction.objectStore('drafts').delete([personKey, id]),
      transaction.objectStore('outbox').delete([personKey, id]),
      transaction.objectStore('attachments').delete(IDBKeyRange.bound([personKey, id], [personKey, id, []])),
      transaction.done,
    ]);
  });
}

type Key = [personKey: string, id: string];

function noted(): Key[] {
  return JSON.parse(remembered(NOTED_AS) ?? '[]') as Key[];
}

function note(keys: Key[]): void {
  remember(NOTED_AS, keys.length > 0 ? JSON.stringify(keys) : null);
}

/** Deletes everything of a person's from the phone at sign-out. */
import { dropKeys } from '../encryption/keys';
import { write } from './database';
import { draftsChanged } from './index';

const STORES = ['drafts', 'outbox', 'attachments', 'keys'] as const;
const PATIENCE_MS = 15_000;

/** Deletes it. Throws `StorageUnavailable` where the store does not answer; this page forgets the keys in any case. */
export async function wipe(personKey: string): Promise<void> {
  const range = IDBKeyRange.bound([personKey], [personKey, []]);
  try {
    await write(STORES, (of) => Promise.all(STORES.map((store) => of.objectStore(store).delete(range))), PATIENCE_MS);
  } finally {
    await dropKeys(personKey).catch(() => undefined);
    draftsChanged.value += 1;
  }
}

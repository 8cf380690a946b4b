/** Deletes all data of a person from the phone, at sign-out. */
import { dropKeys } from '../encryption/keys';
import { write } from './database';
import { draftsChanged } from './index';

const STORES = ['drafts', 'outbox', 'attachments', 'keys'] as const;
const TIMEOUT_MS = 15_000;

/** Deletes the person's rows and keys. Throws `StorageUnavailable`; the keys in this page's memory are removed even then. */
export async function wipe(personKey: string): Promise<void> {
  const range = IDBKeyRange.bound([personKey], [personKey, []]);
  try {
    await write(
      STORES,
      (transaction) => Promise.all(STORES.map((store) => transaction.objectStore(store).delete(range))),
      TIMEOUT_MS,
    );
  } finally {
    await dropKeys(personKey).catch(() => undefined);
    draftsChanged.value += 1;
  }
}

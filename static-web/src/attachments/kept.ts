/** The rows of photos and files in the phone's store, whoever is signed in: what sends them knows whose they are. */
import { withDatabase, type KeptAttachment } from '../drafts/database';
import { openAttachment, sealAttachment } from '../drafts/sealing';

/** A few megabytes on a slow phone. */
const PATIENCE_MS = 15_000;

/** Throws `NotKept`, or `Locked` where this phone has no key to it until its person signs in. */
export async function keptOf(personKey: string, registration: string, id: string): Promise<KeptAttachment | undefined> {
  const row = await withDatabase((database) => database.get('attachments', [personKey, registration, id]), PATIENCE_MS);
  return row && openAttachment(row);
}

/** Notes whether the server has it. Throws `NotKept`. */
export async function noteSent({ personKey, registration, id }: KeptAttachment, isSent: boolean): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction('attachments', 'readwrite', { durability: 'strict' });
    const row = await transaction.store.get([personKey, registration, id]);
    if (row) await transaction.store.put({ ...row, isSent });
    await transaction.done;
  }, PATIENCE_MS);
}

/** When this returns it is on the phone's disk. Throws `NotKept`. */
export async function putKept(kept: KeptAttachment): Promise<void> {
  const row = await sealAttachment(kept);
  await withDatabase(async (database) => {
    const transaction = database.transaction('attachments', 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put(row), transaction.done]);
  }, PATIENCE_MS);
}

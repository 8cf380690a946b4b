/** The rows of photos and files in the phone's store, whoever is signed in: what sends them knows whose they are. */
import { withDatabase, type KeptAttachment } from '../drafts/database';

/** Throws `NotKept`. */
export async function keptOf(personKey: string, registration: string, id: string): Promise<KeptAttachment | undefined> {
  return withDatabase((database) => database.get('attachments', [personKey, registration, id]));
}

/** Notes whether the server has it. Throws `NotKept`. */
export async function noteSent(kept: KeptAttachment, isSent: boolean): Promise<void> {
  await putKept({ ...kept, isSent });
}

/** When this returns it is on the phone's disk. Throws `NotKept`. */
export async function putKept(kept: KeptAttachment): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction('attachments', 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put(kept), transaction.done]);
  });
}

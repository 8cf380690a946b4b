/** The rows of photos and files in the phone's store, of any person: the outbox sends them for their owner. */
import { withDatabase, write, type StoredAttachment, type Writing } from '../drafts/database';
import { openAttachment, sealAttachment } from '../drafts/sealing';

/** A few megabytes on a slow phone. */
const TIMEOUT_MS = 15_000;

/**
 * Reads an attachment. Throws `StorageUnavailable`, or `Locked` where this phone has no key to it until its person
 * signs in.
 */
export async function loadAttachmentOf(
  personKey: string,
  registration: string,
  id: string,
): Promise<StoredAttachment | undefined> {
  const row = await withDatabase((database) => database.get('attachments', [personKey, registration, id]), TIMEOUT_MS);
  return row && openAttachment(row);
}

/** Records whether the server has it. Throws `StorageUnavailable`. */
export async function noteSent({ personKey, registration, id }: StoredAttachment, isSent: boolean): Promise<void> {
  const noted = async (transaction: Writing<'attachments'>) => {
    const store = transaction.objectStore('attachments');
    const row = await store.get([personKey, registration, id]);
    if (row) await store.put({ ...row, isSent });
  };
  await write(['attachments'], noted, TIMEOUT_MS);
}

/** Stores an attachment; when this returns it is on the phone's disk. Throws `StorageUnavailable`. */
export async function putAttachment(attachment: StoredAttachment): Promise<void> {
  const row = await sealAttachment(attachment);
  await write(['attachments'], (of) => of.objectStore('attachments').put(row), TIMEOUT_MS);
}

/** Photos and files of drafts on the phone, each stored for the person who took it. */
import { withDatabase, type KeptAttachment } from '../drafts/database';
import { personKey } from '../session';
import { keptOf, putKept } from './kept';

export type Content = Pick<KeptAttachment, 'content' | 'type' | 'thumbnail'>;

/** Stores an attachment; when this returns it is on the phone's disk. Throws `StorageUnavailable`. */
export async function keepAttachment(registration: string, id: string, content: Content): Promise<void> {
  await putKept({ ...content, personKey: personKey.peek() ?? '', registration, id, isSent: false });
}

/**
 * Records an attachment that the server has and this phone may not: it is shown, and not sent again. Throws
 * `StorageUnavailable`.
 */
export async function noteOnServer(
  registration: string,
  id: string,
  { type, thumbnail }: { type: string; thumbnail: string },
): Promise<void> {
  if (await keptAttachment(registration, id)) return;
  const content = new ArrayBuffer(0);
  await putKept({ content, type, thumbnail, personKey: personKey.peek() ?? '', registration, id, isSent: true });
}

/**
 * Reads an attachment. Throws `StorageUnavailable`, or `Locked` where this phone has no key to it until its person
 * signs in.
 */
export async function keptAttachment(registration: string, id: string): Promise<KeptAttachment | undefined> {
  return keptOf(personKey.peek() ?? '', registration, id);
}

/** Deletes an attachment. Throws `StorageUnavailable`. */
export async function removeAttachment(registration: string, id: string): Promise<void> {
  const key = personKey.peek() ?? '';
  await withDatabase((database) => database.delete('attachments', [key, registration, id]));
}

/**
 * Copies the attachments of a draft to another id, under which the server has none. Throws `StorageUnavailable`,
 * `Locked`.
 */
export async function copyAttachments(from: string, to: string): Promise<void> {
  const key = personKey.peek() ?? '';
  const range = IDBKeyRange.bound([key, from], [key, from, []]);
  for (const [, , id] of await withDatabase((database) => database.getAllKeys('attachments', range))) {
    const kept = await keptOf(key, from, id);
    if (kept) await putKept({ ...kept, registration: to, isSent: false });
  }
}

/** Photos and files of drafts on the phone, each stored for the person who took it. */
import { withDatabase, type StoredAttachment } from '../drafts/database';
import { personKey } from '../session';
import { loadAttachmentOf, putAttachment } from './attachment-rows';

export type Content = Pick<StoredAttachment, 'content' | 'type' | 'thumbnail'>;

/** Stores an attachment; when this returns it is on the phone's disk. Throws `StorageUnavailable`. */
export async function saveAttachment(registration: string, id: string, content: Content): Promise<void> {
  await putAttachment({ ...content, personKey: personKey.peek() ?? '', registration, id, isSent: false });
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
  if (await loadAttachment(registration, id)) return;
  const content = new ArrayBuffer(0);
  await putAttachment({ content, type, thumbnail, personKey: personKey.peek() ?? '', registration, id, isSent: true });
}

/**
 * Reads an attachment. Throws `StorageUnavailable`, or `Locked` where this phone has no key to it until its person
 * signs in.
 */
export async function loadAttachment(registration: string, id: string): Promise<StoredAttachment | undefined> {
  return loadAttachmentOf(personKey.peek() ?? '', registration, id);
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
    const attachment = await loadAttachmentOf(key, from, id);
    if (attachment) await putAttachment({ ...attachment, registration: to, isSent: false });
  }
}

/** Photos and files of drafts on the phone, each with whoever took it. */
import { withDatabase, type KeptAttachment } from '../drafts/database';
import { personKey } from '../session';

export type Content = Pick<KeptAttachment, 'content' | 'type' | 'thumbnail'>;

/** Keeps it; when this returns it is on the phone's disk. Throws `NotKept`. */
export async function keepAttachment(registration: string, id: string, content: Content): Promise<void> {
  await put({ ...content, personKey: personKey.peek() ?? '', registration, id, isSent: false });
}

/** Throws `NotKept`. */
export async function keptAttachment(registration: string, id: string): Promise<KeptAttachment | undefined> {
  const key = personKey.peek() ?? '';
  return withDatabase((database) => database.get('attachments', [key, registration, id]));
}

/** Throws `NotKept`. */
export async function removeAttachment(registration: string, id: string): Promise<void> {
  const key = personKey.peek() ?? '';
  await withDatabase((database) => database.delete('attachments', [key, registration, id]));
}

/** Notes whether the server has it. Throws `NotKept`. */
export async function noteSent(kept: KeptAttachment, isSent: boolean): Promise<void> {
  await put({ ...kept, isSent });
}

/** For a draft that goes on under another id: the server has nothing under that one. Throws `NotKept`. */
export async function copyAttachments(from: string, to: string): Promise<void> {
  const key = personKey.peek() ?? '';
  const all = await withDatabase((database) =>
    database.getAll('attachments', IDBKeyRange.bound([key, from], [key, from, []])),
  );
  for (const one of all) await put({ ...one, registration: to, isSent: false });
}

async function put(kept: KeptAttachment): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction('attachments', 'readwrite', { durability: 'strict' });
    await Promise.all([transaction.store.put(kept), transaction.done]);
  });
}

/** Drafts on the phone. A draft belongs to whoever wrote it, and nobody else is shown it. */
import { signal } from '@preact/signals';
import { personKey } from '../session';
import { withDatabase, type Draft } from './database';
import { openDraft, sealDraft } from './sealing';

export { NotKept, type Draft } from './database';

/** Counts up when a draft is kept or removed. */
export const draftsChanged = signal(0);

/** The drafts of whoever is signed in, the latest first. Throws `NotKept`. */
export async function allDrafts(): Promise<Draft[]> {
  const key = personKey.value;
  if (key === null) return [];
  const rows = await withDatabase((database) => database.getAll('drafts', IDBKeyRange.bound([key], [key, []])));
  const mine = await Promise.all(rows.map(openDraft));
  return mine.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}

/** The draft with this id, where it is the person's own. Throws `NotKept`. */
export async function draft(id: string): Promise<Draft | undefined> {
  const key = personKey.value;
  const row = key === null ? undefined : await withDatabase((database) => database.get('drafts', [key, id]));
  return row && openDraft(row);
}

/** It is in the outbox: what is written now would be in neither the draft nor what is sent. */
export class AlreadySent extends Error {}

/** Keeps the draft; when this returns it is on the phone's disk. Throws `NotKept`, or `AlreadySent` and keeps nothing. */
export async function keep(draft: Draft): Promise<void> {
  const row = await sealDraft(draft);
  const isKept = await withDatabase(async (database) => {
    // The default, relaxed, may lose what was written when the phone runs flat.
    const transaction = database.transaction(['drafts', 'outbox'], 'readwrite', { durability: 'strict' });
    const sent = await transaction.objectStore('outbox').getKey([draft.personKey, draft.id]);
    if (sent === undefined) await transaction.objectStore('drafts').put(row);
    await transaction.done;
    return sent === undefined;
  });
  if (!isKept) throw new AlreadySent();
  draftsChanged.value += 1;
}

/** Takes the draft from the phone, and its photos and files with it. Throws `NotKept`. */
export async function remove(id: string): Promise<void> {
  const key = personKey.value;
  if (key === null) return;
  await withDatabase(async (database) => {
    const transaction = database.transaction(['drafts', 'attachments'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      transaction.objectStore('drafts').delete([key, id]),
      transaction.objectStore('attachments').delete(IDBKeyRange.bound([key, id], [key, id, []])),
      transaction.done,
    ]);
  });
  draftsChanged.value += 1;
}

/** Loads, saves and deletes drafts on the phone. A draft is readable only by the person who wrote it. */
import { signal } from '@preact/signals';
import type { Answers } from '../definition';
import { personKey } from '../session';
import { withDatabase, write, type Draft } from './database';
import { mergeAnswers } from './merge';
import type { DraftRow, Schema } from './rows';
import { Locked, openDraft, sealDraft } from './sealing';

export { StorageUnavailable, type Draft, type UnavailableReason } from './database';
export { Locked } from './sealing';

/** Counts up when a draft is saved or removed. */
export const draftsChanged = signal(0);

/** A draft that cannot be read: the phone has no key for it until its author signs in, or it is damaged. */
export interface LockedDraft {
  id: string;
  app: string;
  updatedAt: string;
  /** The draft is damaged, so signing in does not help. */
  isDamaged: boolean;
}

/** The signed-in person's readable drafts, the latest first. Throws `StorageUnavailable`. */
export async function allDrafts(): Promise<Draft[]> {
  return (await readableAndLockedDrafts()).drafts;
}

/** The signed-in person's readable and locked drafts, each the latest first. Throws `StorageUnavailable`. */
export async function readableAndLockedDrafts(): Promise<{ drafts: Draft[]; locked: LockedDraft[] }> {
  const key = personKey.value;
  if (key === null) return { drafts: [], locked: [] };
  const rows = await withDatabase((database) => database.getAll('drafts', IDBKeyRange.bound([key], [key, []])));
  rows.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  const [drafts, locked]: [Draft[], LockedDraft[]] = [[], []];
  for (const row of rows) {
    const { id, app, updatedAt } = row;
    try {
      drafts.push(await openDraft(row));
    } catch (failure) {
      locked.push({ id, app, updatedAt, isDamaged: !(failure instanceof Locked) });
    }
  }
  return { drafts, locked };
}

/** The draft with this id, if it is the signed-in person's. Throws `StorageUnavailable`, `Locked` or `Unreadable`. */
export async function loadDraft(id: string): Promise<Draft | undefined> {
  const key = personKey.value;
  if (key === null) return undefined;
  const row = await withDatabase(async (database) => {
    const transaction = database.transaction(['drafts', 'about']);
    const row = transaction.objectStore('drafts').get([key, id]);
    const [stored, keptIn] = await Promise.all([row, storeIn(transaction.objectStore('about')), transaction.done]);
    return stored && { ...stored, keptIn };
  });
  return row && openDraft(row);
}

/** The draft is in the outbox, so changes to it would be lost. */
export class AlreadySent extends Error {}

/** The draft no longer exists: another tab has deleted it, the server has received it, or its author has signed out. */
export class Removed extends Error {}

/**
 * Saves the draft, and returns it as stored. When this resolves it is on the phone's disk.
 *
 * Answers that another tab has saved since `draft.revision` are merged in; `base`: the answers of that revision, which both tabs
 * began with. Throws `StorageUnavailable`, or `AlreadySent` or `Removed` without saving anything.
 */
export async function saveDraft(draft: Draft, base: Answers = {}): Promise<Draft> {
  let [unsaved, ancestor] = [draft, base];
  for (;;) {
    const saved = { ...unsaved, revision: (unsaved.revision ?? 0) + 1 };
    const row = await sealDraft(saved);
    // Signing out, here or in another tab, deletes the person's drafts.
    if (personKey.peek() === null) throw new Removed();
    const { keptIn, stored } = await replaceRow(row, unsaved);
    if (!stored) {
      draftsChanged.value += 1;
      return { ...saved, keptIn };
    }
    const otherDraft = await openDraft(stored);
    // The other tab has moved the draft to another version of the form: these answers may not fit it.
    if (otherDraft.version !== unsaved.version) throw new Removed();
    unsaved = {
      ...unsaved,
      answers: mergeAnswers(ancestor, unsaved.answers, otherDraft.answers),
      revision: otherDraft.revision ?? 0,
    };
    ancestor = otherDraft.answers;
  }
}

/**
 * Stores `row` if the stored row has the revision of `draft`; otherwise changes nothing and returns the `stored` row. A row that the
 * browser lost together with its whole store is stored again.
 */
async function replaceRow(row: DraftRow, draft: Draft): Promise<{ keptIn: string; stored?: DraftRow }> {
  const key: [string, string] = [row.personKey, row.id];
  const outcome = await write(['drafts', 'outbox', 'about'], async (transaction) => {
    const [drafts, outbox] = [transaction.objectStore('drafts'), transaction.objectStore('outbox')];
    const reads = [outbox.getKey(key), drafts.get(key), storeIn(transaction.objectStore('about'))] as const;
    const [sent, current, keptIn] = await Promise.all(reads);
    const wasStoreLost = !current && draft.keptIn !== undefined && draft.keptIn !== keptIn;
    // A row of an older page counts as revision 0, unlike a row that does not exist.
    const isSame = (current && (current.revision ?? 0)) === draft.revision;
    const mayReplace = sent === undefined && (isSame || wasStoreLost);
    if (mayReplace) await drafts.put({ ...row, keptIn });
    return { sent, current, mayReplace, keptIn };
  });
  const { sent, current, mayReplace, keptIn } = outcome;
  if (mayReplace) return { keptIn };
  if (sent !== undefined) throw new AlreadySent();
  if (!current) throw new Removed();
  return { keptIn, stored: current };
}

async function storeIn(about: { get(name: string): Promise<Schema['about']['value'] | undefined> }): Promise<string> {
  return (await about.get('store'))!.id;
}

/** Deletes the draft with its photos and files. Throws `StorageUnavailable`. */
export async function deleteDraft(id: string): Promise<void> {
  const key = personKey.value;
  if (key === null) return;
  await write(['drafts', 'attachments'], (transaction) =>
    Promise.all([
      transaction.objectStore('drafts').delete([key, id]),
      transaction.objectStore('attachments').delete(IDBKeyRange.bound([key, id], [key, id, []])),
    ]),
  );
  draftsChanged.value += 1;
}

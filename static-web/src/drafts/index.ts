/** Drafts on the phone. A draft is shown only to the person who wrote it. */
import { signal } from '@preact/signals';
import type { Answers } from '../definition';
import { personKey } from '../session';
import { withDatabase, write, type Draft } from './database';
import { merged } from './merge';
import type { DraftRow, Schema } from './rows';
import { Locked, openDraft, sealDraft } from './sealing';

export { StorageUnavailable, type Draft, type UnavailableReason } from './database';
export { Locked } from './sealing';

/** Counts up when a draft is saved or removed. */
export const draftsChanged = signal(0);

/** A draft that cannot be read: this phone has no key to it until its person signs in, or it is damaged. */
export interface LockedDraft {
  id: string;
  app: string;
  updatedAt: string;
  /** The draft is damaged, so signing in does not help. */
  isDamaged: boolean;
}

/** The signed-in person's readable drafts, the latest first. Throws `StorageUnavailable`. */
export async function allDrafts(): Promise<Draft[]> {
  return (await everyDraft()).drafts;
}

/** The signed-in person's readable and locked drafts, each the latest first. Throws `StorageUnavailable`. */
export async function everyDraft(): Promise<{ drafts: Draft[]; locked: LockedDraft[] }> {
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

/** The draft is in the outbox: further changes would be neither in the draft nor in what is sent. */
export class AlreadySent extends Error {}

/** The draft is gone: another tab has deleted it, it was sent and received, or its person has signed out. */
export class Removed extends Error {}

/**
 * Saves the draft, and returns it as stored; when this resolves it is on the phone's disk.
 *
 * What another tab has saved since `draft.revision` is merged in, answer by answer, against the common `base`. Throws
 * `StorageUnavailable`, or `AlreadySent` or `Removed` without saving anything.
 */
export async function saveDraft(loadDraft: Draft, base: Answers = {}): Promise<Draft> {
  let [next, before] = [loadDraft, base];
  for (;;) {
    const saved = { ...next, revision: (next.revision ?? 0) + 1 };
    const row = await sealDraft(saved);
    // A person who has signed out, here or in another tab, has agreed that it may be deleted.
    if (personKey.peek() === null) throw new Removed();
    const { keptIn, other } = await put(row, next);
    if (!other) {
      draftsChanged.value += 1;
      return { ...saved, keptIn };
    }
    const otherDraft = await openDraft(other);
    // The other tab has moved it to another version of the form, which has no place for these answers.
    if (otherDraft.version !== next.version) throw new Removed();
    next = { ...next, answers: merged(before, next.answers, otherDraft.answers), revision: otherDraft.revision ?? 0 };
    before = otherDraft.answers;
  }
}

/**
 * Replaces the row `before`, or returns the stored row where it is a different one. A row that the browser lost
 * together with its whole store is written anew.
 */
async function put(row: DraftRow, before: Draft): Promise<{ keptIn: string; other?: DraftRow }> {
  const key: [string, string] = [row.personKey, row.id];
  const outcome = await write(['drafts', 'outbox', 'about'], async (transaction) => {
    const [drafts, outbox] = [transaction.objectStore('drafts'), transaction.objectStore('outbox')];
    const reads = [outbox.getKey(key), drafts.get(key), storeIn(transaction.objectStore('about'))] as const;
    const [sent, current, keptIn] = await Promise.all(reads);
    const isEmptied = !current && before.keptIn !== undefined && before.keptIn !== keptIn;
    // A row of an older page counts as revision 0, unlike a row that does not exist.
    const isSame = (current && (current.revision ?? 0)) === before.revision;
    const isFree = sent === undefined && (isSame || isEmptied);
    if (isFree) await drafts.put({ ...row, keptIn });
    return { sent, current, isFree, keptIn };
  });
  const { sent, current, isFree, keptIn } = outcome;
  if (isFree) return { keptIn };
  if (sent !== undefined) throw new AlreadySent();
  if (!current) throw new Removed();
  return { keptIn, other: current };
}

async function storeIn(about: { get(name: string): Promise<Schema['about']['value'] | undefined> }): Promise<string> {
  return (await about.get('store'))!.id;
}

/** Deletes the draft with its photos and files. Throws `StorageUnavailable`. */
export async function remove(id: string): Promise<void> {
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

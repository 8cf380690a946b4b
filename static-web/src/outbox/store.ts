/**
 * The outbox in the phone's store.
 *
 * Each step of sending is one transaction with strict durability, so that an interruption between two of them leaves a
 * registration in exactly one place: among the drafts, or here. All functions throw `StorageUnavailable`.
 */
import { StorageUnavailable, withDatabase, write, type Draft, type Writing } from '../drafts/database';
import { openContent, sealContent, sealDraft, type Owner } from '../drafts/sealing';
import { postToPages } from './channel';
import type { Lease, OutboxEntry, Returned } from './entry';

const STORES = ['drafts', 'outbox', 'attachments'] as const;

type Transaction = Writing<(typeof STORES)[number]>;
type Row = Awaited<ReturnType<typeof sealed>>;

/** Moves a draft into the outbox. An entry that is there already stays unchanged. */
export async function enqueue(entry: OutboxEntry, isSignedOut = () => false): Promise<void> {
  const row = await sealed(entry);
  // Signing out, meanwhile, deletes the person's registrations.
  if (isSignedOut()) throw new StorageUnavailable(undefined);
  await change(async (transaction) => {
    const existing = await transaction.objectStore('outbox').getKey(keyOf(entry));
    if (existing === undefined) await transaction.objectStore('outbox').put(row);
    await transaction.objectStore('drafts').delete(keyOf(entry));
  }, true);
}

/** A person's entries, oldest first. */
export async function entriesOf(personKey: string): Promise<OutboxEntry[]> {
  const range = IDBKeyRange.bound([personKey], [personKey, []]);
  const rows = await withDatabase((database) => database.getAll('outbox', range));
  rows.sort((a, b) => a.queuedAt.localeCompare(b.queuedAt) || a.id.localeCompare(b.id));
  return Promise.all(rows.map(opened));
}

/** The entry; undefined when it is not in the outbox. */
export async function entryOf(personKey: string, id: string): Promise<OutboxEntry | undefined> {
  const row = await withDatabase((database) => database.get('outbox', [personKey, id]));
  return row && opened(row);
}

/**
 * Claims the entry for one pass. Undefined when it is gone, or another pass is sending it. `isAlone`: there is no other
 * pass (the Web Lock is held), so leases that remain have no owner.
 */
export async function claim(owner: Owner, lease: Lease, now: Date, isAlone: boolean): Promise<OutboxEntry | undefined> {
  const row = await change(async (transaction) => {
    const current = await transaction.objectStore('outbox').get(keyOf(owner));
    const isAnothers = current !== undefined && isBeingSent(current, now) && current.lease?.by !== lease.by;
    if (!current || (isAnothers && !isAlone)) return undefined;
    const claimed = { ...current, lease };
    await transaction.objectStore('outbox').put(claimed);
    return claimed;
  });
  return row && opened(row);
}

/** The members of an entry that a pass may write. */
export type EntryChanges = Partial<
  Pick<OutboxEntry, 'lease' | 'content' | 'isOffered' | 'tries' | 'retryAt' | 'notBefore' | 'obstacle'>
>;

/** Changes the entry, if this pass still has its lease; otherwise returns undefined, and the pass must stop. */
export async function note(
  entry: OutboxEntry,
  { content, ...changes }: EntryChanges,
): Promise<OutboxEntry | undefined> {
  const written = content ? { ...changes, content: await sealContent(content, entry) } : changes;
  const row = await change(async (transaction) => {
    const current = await ownRow(transaction, entry);
    if (!current) return undefined;
    const next = { ...current, ...written };
    await transaction.objectStore('outbox').put(next);
    return next;
  });
  return row && opened(row);
}

/** Deletes the entry with its photos and files, after the server has received them. Returns whether this pass still had the lease. */
export async function settle(entry: OutboxEntry): Promise<boolean> {
  const { personKey, id } = entry;
  return change(async (transaction) => {
    if (!(await ownRow(transaction, entry))) return false;
    await transaction.objectStore('outbox').delete([personKey, id]);
    await transaction.objectStore('attachments').delete(IDBKeyRange.bound([personKey, id], [personKey, id, []]));
    return true;
  });
}

/** Makes the entry a draft again, with the reason why the server refused it. Returns whether this pass still had the lease. */
export async function giveBack(entry: OutboxEntry, returned: Returned): Promise<boolean> {
  const draft = await sealDraft({ ...draftOf(entry, returned.at), returned });
  return change(async (transaction) => {
    if (!(await ownRow(transaction, entry))) return false;
    await transaction.objectStore('outbox').delete(keyOf(entry));
    await transaction.objectStore('drafts').put(draft);
    return true;
  }, true);
}

/**
 * Makes the entry a draft again at the person's wish. Not while it is being sent, since the server may be receiving it.
 */
export async function takeBack(owner: Owner, now = new Date()): Promise<'taken' | 'being-sent' | 'gone'> {
  const entry = await entryOf(owner.personKey, owner.id);
  if (!entry || entry.content.isUnreadable) return 'gone';
  const draft = await sealDraft(draftOf(entry, now.toISOString()));
  return change(async (transaction) => {
    const current = await transaction.objectStore('outbox').get(keyOf(owner));
    if (!current) return 'gone';
    if (isBeingSent(current, now)) return 'being-sent';
    await transaction.objectStore('outbox').delete(keyOf(owner));
    await transaction.objectStore('drafts').put(draft);
    return 'taken';
  }, true);
}

/** Whether a pass is sending the entry, judged by its lease. */
export function isBeingSent({ lease }: Pick<OutboxEntry, 'lease'>, now: Date): boolean {
  return lease !== null && Date.parse(lease.until) > now.getTime();
}

function draftOf(
  { personKey, id, app, version, stayedBefore, corrects, effort, content }: OutboxEntry,
  updatedAt: string,
): Draft {
  return {
    personKey,
    id,
    app,
    version,
    title: content.title,
    answers: content.draft,
    updatedAt,
    ...(stayedBefore === undefined ? {} : { stayedBefore }),
    ...(corrects === undefined ? {} : { corrects }),
    ...(effort ? { effort } : {}),
    ...(content.notCpr ? { notCpr: content.notCpr } : {}),
  };
}

async function sealed(entry: OutboxEntry) {
  return { ...entry, content: await sealContent(entry.content, entry) };
}

async function opened(row: Row): Promise<OutboxEntry> {
  return { ...row, content: await openContent(row.content, row) };
}

async function ownRow(transaction: Transaction, entry: OutboxEntry): Promise<Row | undefined> {
  const current = await transaction.objectStore('outbox').get(keyOf(entry));
  return current && current.lease?.by === entry.lease?.by ? current : undefined;
}

function keyOf({ personKey, id }: Owner): [string, string] {
  return [personKey, id];
}

/** Runs `work` in one transaction, which is on the phone's disk when this resolves, and informs all pages. */
async function change<T>(work: (transaction: Transaction) => Promise<T>, isDraftMoved = false): Promise<T> {
  const result = await write(STORES, work);
  postToPages({ kind: 'changed', isDraftMoved });
  return result;
}

/** The phone's own store, reached again when the browser drops it, and never waited for without an end. */
import { signal } from '@preact/signals';
import { openDB, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { Stalled, within } from './deadline';
import { moveSending } from './moved-sending';
import type { Schema } from './rows';

export type { Draft, KeptAttachment, KeptKey, Schema } from './rows';

export type Database = IDBPDatabase<Schema>;

/**
 * `stalled`: no answer in time. `full`: no room left. `outdated`: a newer page has changed the store. `blocked`: an older page in
 * another tab keeps it from being changed. `broken`: storage is switched off, or anything else.
 */
export type UnavailableReason = 'stalled' | 'full' | 'outdated' | 'blocked' | 'broken';

/** The browser keeps nothing. */
export class StorageUnavailable extends Error {
  readonly why: UnavailableReason;

  constructor(cause: unknown, why = reasonOf(cause)) {
    super(`the browser did not keep it: ${why}`, { cause });
    this.name = 'StorageUnavailable';
    this.why = why;
  }
}

/** A newer page has changed the store, or waits for this one to step aside: nothing written here is kept any more. */
export const isOutdated = signal(false);

const NAME = 'feltskema';
/** What older pages kept here is the server's to give again, and has a store of its own (`src/offline/database.ts`). */
const EARLIER = ['definitions', 'entities'] as unknown as 'about'[];
const VERSION = 4;
/** Past this a store is taken for stalled. Photos get longer. */
const PATIENCE_MS = 3_000;
let opened: Promise<Database> | undefined;
let isOpening = false;
let isBlocked = false;

/**
 * What `work` gives, within `patience` milliseconds. iOS may drop the connection to the store behind our back ("Connection to
 * Indexed Database server lost"), so a failure opens it anew and tries once more: `work` may be done twice. Throws `StorageUnavailable`.
 */
export async function withDatabase<T>(
  work: (database: Database) => Promise<T>,
  patience: number = PATIENCE_MS,
): Promise<T> {
  const until = Date.now() + patience;
  try {
    return await attempt(work, patience);
  } catch (failure) {
    if (failure instanceof StorageUnavailable) throw failure;
    void forget();
  }
  try {
    return await attempt(work, Math.max(until - Date.now(), patience / 3));
  } catch (failure) {
    void forget();
    throw failure instanceof StorageUnavailable ? failure : new StorageUnavailable(failure);
  }
}

export type Writing<S extends StoreNames<Schema>> = IDBPTransaction<Schema, S[], 'readwrite'>;

/**
 * `work` in one transaction, which is on the phone's disk when this returns, also where the phone runs flat then: the default,
 * relaxed, may lose it. Throws `StorageUnavailable`.
 */
export function write<S extends StoreNames<Schema>, T>(
  stores: readonly S[],
  work: (transaction: Writing<S>) => Promise<T>,
  patience?: number,
): Promise<T> {
  return withDatabase(async (database) => {
    const transaction = database.transaction([...stores], 'readwrite', { durability: 'strict' });
    const [worked] = await Promise.all([work(transaction), transaction.done]);
    return worked;
  }, patience);
}

async function attempt<T>(work: (database: Database) => Promise<T>, milliseconds: number): Promise<T> {
  let database: Database;
  try {
    database = await within(open(), milliseconds, 'opening the store');
  } catch (failure) {
    // Still opening: whoever comes next waits for the same.
    if (failure instanceof Stalled) throw new StorageUnavailable(failure, isBlocked ? 'blocked' : 'stalled');
    throw failure;
  }
  try {
    return await within(work(database), milliseconds, 'the store');
  } catch (failure) {
    if (!(failure instanceof Stalled)) throw failure;
    void forget();
    throw new StorageUnavailable(failure, 'stalled');
  }
}

/** Lets go of the store; the next use opens it again. Resolves when it is closed, at once for one that is not open yet. */
export async function forget(): Promise<void> {
  const [old, wasOpening] = [opened, isOpening];
  opened = undefined;
  isOpening = false;
  const closed = old?.then(
    (database) => database.close(),
    () => undefined,
  );
  if (!wasOpening) await closed;
}

function open(): Promise<Database> {
  if (opened) return opened;
  isBlocked = false;
  const opening = openDB<Schema>(NAME, VERSION, {
    async upgrade(database, from, _to, transaction) {
      for (const name of EARLIER) if (database.objectStoreNames.contains(name)) database.deleteObjectStore(name);
      if (from < 1) database.createObjectStore('drafts', { keyPath: ['personKey', 'id'] });
      if (from < 2) database.createObjectStore('attachments', { keyPath: ['personKey', 'registration', 'id'] });
      void database.createObjectStore('about', { keyPath: 'name' }).put({ name: 'store', id: crypto.randomUUID() });
      if (from > 2) return;
      database.createObjectStore('outbox', { keyPath: ['personKey', 'id'] });
      database.createObjectStore('keys', { keyPath: ['personKey', 'id'] });
      await moveSending(transaction);
    },
    blocked: () => (isBlocked = true),
    // A newer page wants to change the store: step aside, or it waits for ever. Without a version it is to be deleted.
    blocking: (_current, version) => {
      if (version !== null) isOutdated.value = true;
      void forget();
    },
    terminated: () => (opened = undefined),
  });
  opened = opening;
  isOpening = true;
  const settled = (isOpen: boolean) => () => {
    if (opened !== opening) return;
    isOpening = false;
    if (!isOpen) opened = undefined;
  };
  opening.then(settled(true), settled(false));
  return opening;
}

function reasonOf(cause: unknown): UnavailableReason {
  const { name } = (cause ?? {}) as { name?: string };
  if (name === 'QuotaExceededError') return 'full';
  if (name !== 'VersionError') return 'broken';
  isOutdated.value = true;
  return 'outdated';
}

/** The phone's IndexedDB: opened again when the browser drops the connection, and with a time limit on every call. */
import { signal } from '@preact/signals';
import { openDB, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { TimedOut, withTimeout } from './timeout';
import { moveSending } from './moved-sending';
import type { Schema } from './rows';

export type { Draft, StoredAttachment, StoredKey, Schema } from './rows';

export type Database = IDBPDatabase<Schema>;

/**
 * Why the store could not be used. `stalled`: no answer in time. `full`: no space left. `outdated`: a newer page has upgraded the
 * store. `blocked`: an older page in another tab prevents the upgrade. `broken`: storage is switched off, or any other reason.
 */
export type UnavailableReason = 'stalled' | 'full' | 'outdated' | 'blocked' | 'broken';

/** The browser cannot store anything. */
export class StorageUnavailable extends Error {
  readonly why: UnavailableReason;

  constructor(cause: unknown, why = reasonOf(cause)) {
    super(`the browser did not keep it: ${why}`, { cause });
    this.name = 'StorageUnavailable';
    this.why = why;
  }
}

/** Whether a newer page has upgraded the store, or waits to: this page cannot store anything until it is reloaded. */
export const isOutdated = signal(false);

const NAME = 'feltskema';
/**
 * Object stores of older pages, to be deleted. Their data can be fetched again, and has a database of its own now
 * (`src/offline/database.ts`).
 */
const OLD_STORES = ['definitions', 'entities'] as unknown as 'about'[];
const VERSION = 4;
/** How long a call may take before the store counts as stalled. Calls with photos have longer limits. */
const TIMEOUT_MS = 3_000;
let opened: Promise<Database> | undefined;
let isOpening = false;
let isBlocked = false;

/**
 * Runs `work` on the open database, and returns its result within `timeout` milliseconds.
 *
 * iOS may drop the connection ("Connection to Indexed Database server lost"), so after a failure it is opened anew and
 * `work` is run once more: it may run twice. Throws `StorageUnavailable`.
 */
export async function withDatabase<T>(
  work: (database: Database) => Promise<T>,
  timeout: number = TIMEOUT_MS,
): Promise<T> {
  const until = Date.now() + timeout;
  try {
    return await attempt(work, timeout);
  } catch (failure) {
    if (failure instanceof StorageUnavailable) throw failure;
    void closeDatabase();
  }
  try {
    return await attempt(work, Math.max(until - Date.now(), timeout / 3));
  } catch (failure) {
    void closeDatabase();
    throw failure instanceof StorageUnavailable ? failure : new StorageUnavailable(failure);
  }
}

export type Writing<S extends StoreNames<Schema>> = IDBPTransaction<Schema, S[], 'readwrite'>;

/**
 * Runs `work` in one transaction with strict durability: when this returns the data is on the disk, even if the phone
 * loses power then, which the default (relaxed) does not promise. Throws `StorageUnavailable`.
 */
export function write<S extends StoreNames<Schema>, T>(
  stores: readonly S[],
  work: (transaction: Writing<S>) => Promise<T>,
  timeout?: number,
): Promise<T> {
  return withDatabase(async (database) => {
    const transaction = database.transaction([...stores], 'readwrite', { durability: 'strict' });
    const [result] = await Promise.all([work(transaction), transaction.done]);
    return result;
  }, timeout);
}

async function attempt<T>(work: (database: Database) => Promise<T>, milliseconds: number): Promise<T> {
  let database: Database;
  try {
    database = await withTimeout(open(), milliseconds, 'opening the store');
  } catch (failure) {
    // Still opening: the next caller waits for the same attempt.
    if (failure instanceof TimedOut) throw new StorageUnavailable(failure, isBlocked ? 'blocked' : 'stalled');
    throw failure;
  }
  try {
    return await withTimeout(work(database), milliseconds, 'the store');
  } catch (failure) {
    if (!(failure instanceof TimedOut)) throw failure;
    void closeDatabase();
    throw new StorageUnavailable(failure, 'stalled');
  }
}

/** Closes the store; the next use opens it again. Resolves when it is closed, or at once if it is not open yet. */
export async function closeDatabase(): Promise<void> {
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
      for (const name of OLD_STORES) if (database.objectStoreNames.contains(name)) database.deleteObjectStore(name);
      if (from < 1) database.createObjectStore('drafts', { keyPath: ['personKey', 'id'] });
      if (from < 2) database.createObjectStore('attachments', { keyPath: ['personKey', 'registration', 'id'] });
      void database.createObjectStore('about', { keyPath: 'name' }).put({ name: 'store', id: crypto.randomUUID() });
      if (from > 2) return;
      database.createObjectStore('outbox', { keyPath: ['personKey', 'id'] });
      database.createObjectStore('keys', { keyPath: ['personKey', 'id'] });
      await moveSending(transaction);
    },
    blocked: () => (isBlocked = true),
    // A newer page wants to upgrade the store (or, without a version, to delete it) and waits until this page has closed it.
    blocking: (_current, version) => {
      if (version !== null) isOutdated.value = true;
      void closeDatabase();
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

/** The phone's IndexedDB: opened again when the browser drops the connection, and with a time limit on every call. */
import { signal } from '@preact/signals';
import { openDB, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { Stalled, within } from './deadline';
import { moveSending } from './moved-sending';
import type { Schema } from './rows';

export type { Draft, StoredAttachment, StoredKey, Schema } from './rows';

export type Database = IDBPDatabase<Schema>;

/**
 * `stalled`: no answer in time. `full`: no room left. `outdated`: a newer page has changed the store. `blocked`: an older page in
 * another tab keeps it from being changed. `broken`: storage is switched off, or anything else.
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

/** A newer page has upgraded the store, or waits for this one to close it: this page can store nothing any more. */
export const isOutdated = signal(false);

const NAME = 'feltskema';
/**
 * Stores of older pages for data that the server can give again; it has a database of its own now
 * (`src/offline/database.ts`).
 */
const EARLIER = ['definitions', 'entities'] as unknown as 'about'[];
const VERSION = 4;
/** After this the store counts as stalled. Photos get longer. */
const PATIENCE_MS = 3_000;
let opened: Promise<Database> | undefined;
let isOpening = false;
let isBlocked = false;

/**
 * The result of `work`, within `patience` milliseconds.
 *
 * iOS may drop the connection ("Connection to Indexed Database server lost"), so after a failure it is opened anew and
 * `work` is run once more: it may run twice. Throws `StorageUnavailable`.
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
 * Runs `work` in one transaction with strict durability: when this returns the data is on the disk, even if the phone
 * loses power then, which the default (relaxed) does not promise. Throws `StorageUnavailable`.
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
    // Still opening: the next caller waits for the same attempt.
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

/** Closes the store; the next use opens it again. Resolves when it is closed, or at once if it is not open yet. */
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
    // A newer page wants to upgrade the store: close it, or the other waits for ever. Without a version it is to be
    // deleted.
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

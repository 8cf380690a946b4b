/** The phone's own store, reached again when the browser drops it. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Answers, Definition } from '../definition';

/** A registration that is not yet received. It stays on the phone, with the person who wrote it. */
export interface Draft {
  /** UUIDv7, also the registration's id once it is sent. */
  id: string;
  app: string;
  version: number;
  title: string;
  answers: Answers;
  /** RFC 3339. */
  updatedAt: string;
  /** `sending`: the person has sent it, but nobody knows whether it arrived. */
  state: 'draft' | 'sending';
  personKey: string;
}

interface Schema extends DBSchema {
  drafts: { key: [personKey: string, id: string]; value: Draft };
  definitions: { key: [app: string, version: number]; value: Definition };
}

export type Database = IDBPDatabase<Schema>;

/** The browser keeps nothing: storage is switched off, full, or broken. */
export class NotKept extends Error {
  constructor(cause: unknown) {
    super('the browser did not keep it', { cause });
    this.name = 'NotKept';
  }
}

const NAME = 'feltskema';
let opened: Promise<Database> | undefined;

/**
 * What `work` gives. iOS may drop the connection to the store behind our back ("Connection to Indexed Database server
 * lost"), so a failure opens it anew and tries once more. Throws `NotKept`.
 */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  try {
    return await work(await open());
  } catch {
    await forget();
  }
  try {
    return await work(await open());
  } catch (failure) {
    await forget();
    throw new NotKept(failure);
  }
}

/** Lets go of the store; the next use opens it again. */
export async function forget(): Promise<void> {
  const old = opened;
  opened = undefined;
  (await old?.catch(() => undefined))?.close();
}

function open(): Promise<Database> {
  opened ??= openDB<Schema>(NAME, 1, {
    upgrade(database) {
      database.createObjectStore('drafts', { keyPath: ['personKey', 'id'] });
      database.createObjectStore('definitions', { keyPath: ['app', 'version'] });
    },
    // A newer page wants to change the store: step aside, or it waits for ever.
    blocking: () => void forget(),
    terminated: () => (opened = undefined),
  });
  return opened;
}

/** The phone's own store, reached again when the browser drops it. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Answers, Definition } from '../definition';
import type { OutboxEntry, Returned } from '../outbox/entry';
import { moveSending } from './moved-sending';

/** A registration that is not sent. It stays on the phone, with the person who wrote it. */
export interface Draft {
  /** UUIDv7, also the registration's id once it is sent. */
  id: string;
  app: string;
  version: number;
  title: string;
  answers: Answers;
  /** RFC 3339. */
  updatedAt: string;
  /** It was sent, and the server did not take it. */
  returned?: Returned;
  /** The newest version that the person chose not to move it to. */
  stayedBefore?: number;
  /** The digits of numbers in texts that the person has said are no CPR numbers. */
  notCpr?: string[];
  /** The revision that it corrects, of a registration that was refused. */
  corrects?: number;
  personKey: string;
}

/** A photo or a file of a draft. It is gone from the phone when the registration is received, or thrown away. */
export interface KeptAttachment {
  personKey: string;
  registration: string;
  id: string;
  /** Not a `File`: iOS corrupts those in its store. */
  content: ArrayBuffer;
  type: string;
  /** A small picture of it as a `data:` address, empty for what is none. */
  thumbnail: string;
  /** Whether the server has it. */
  isSent: boolean;
}

/** Another app's registrations, to choose among. */
interface KeptEntities {
  personKey: string;
  app: string;
  items: { value: string; label: string }[];
  at: string;
}

export interface Schema extends DBSchema {
  drafts: { key: [personKey: string, id: string]; value: Draft };
  definitions: { key: [app: string, version: number]; value: Definition };
  attachments: { key: [personKey: string, registration: string, id: string]; value: KeptAttachment };
  entities: { key: [personKey: string, app: string]; value: KeptEntities };
  outbox: { key: [personKey: string, id: string]; value: OutboxEntry };
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
const VERSION = 3;
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
  opened ??= openDB<Schema>(NAME, VERSION, {
    async upgrade(database, from, _to, transaction) {
      if (from < 1) {
        database.createObjectStore('drafts', { keyPath: ['personKey', 'id'] });
        database.createObjectStore('definitions', { keyPath: ['app', 'version'] });
      }
      if (from < 2) {
        database.createObjectStore('attachments', { keyPath: ['personKey', 'registration', 'id'] });
        database.createObjectStore('entities', { keyPath: ['personKey', 'app'] });
      }
      database.createObjectStore('outbox', { keyPath: ['personKey', 'id'] });
      await moveSending(transaction);
    },
    // A newer page wants to change the store: step aside, or it waits for ever.
    blocking: () => void forget(),
    terminated: () => (opened = undefined),
  });
  return opened;
}

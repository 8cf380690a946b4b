/**
 * The IndexedDB store of data that the server can give again, kept so that the app works without a network. It is separate from drafts
 * and outbox, since all of it may be deleted. Each person has their own rows, which are deleted at sign-out. Names of people and places
 * are encrypted like drafts.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Company, DefinitionSummary, Person } from '../api';
import type { Definition } from '../definition';
import type { Encrypted } from '../encryption/cipher';

export interface StoredCompany {
  company: Company;
  /** When the person used it last (`usedAt`), and when it was fetched from the register (`askedAt`); RFC 3339. */
  usedAt: string;
  askedAt: string;
}

interface Owned {
  personKey: string;
}

interface Schema extends DBSchema {
  people: { key: string; value: Person };
  forms: { key: string; value: Owned & { items: DefinitionSummary[] } };
  definitions: {
    key: [personKey: string, app: string, version: number];
    value: Owned & { app: string; version: number; definition: Definition };
  };
  entities: {
    key: [personKey: string, app: string];
    value: Owned & { app: string; sealed: Encrypted };
  };
  /** The newest registrations, and those that need attention, as the server last sent them. */
  receipts: { key: string; value: Owned & { sealed: Encrypted } };
  /** The person's memory of sent registrations (`memory/`). */
  memory: { key: string; value: Owned & { sealed: Encrypted } };
  companies: { key: [personKey: string, cvr: string]; value: Owned & { cvr: string; sealed: Encrypted } };
}

export type OfflineStore = IDBPDatabase<Schema>;

const NAME = 'feltskema-offline';
const ONE_EACH = ['people', 'forms', 'receipts', 'memory'] as const;
const SEVERAL = ['definitions', 'entities', 'companies'] as const;
/** The time limit of a call: on iOS a transaction may never end, and the app works without this store. */
const TIMEOUT_MS = 3_000;

let opened: Promise<OfflineStore> | undefined;

/** The result of `work`; undefined where the browser cannot store anything, or does not answer within seconds. Never rejects. */
export async function withStore<T>(work: (store: OfflineStore) => Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the store does not answer')), TIMEOUT_MS);
  });
  try {
    return await Promise.race([open().then(work), late]);
  } catch {
    void closeStore();
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** The key range of all rows of one person. */
export function allOf(personKey: string): IDBKeyRange {
  return IDBKeyRange.bound([personKey], [personKey, []]);
}

/** Deletes all rows of the person. */
export async function wipe(personKey: string): Promise<void> {
  await withStore(async (store) => {
    const transaction = store.transaction([...ONE_EACH, ...SEVERAL], 'readwrite');
    await Promise.all([
      ...ONE_EACH.map((name) => transaction.objectStore(name).delete(personKey)),
      ...SEVERAL.map((name) => transaction.objectStore(name).delete(allOf(personKey))),
      transaction.done,
    ]);
  });
}

/** Closes the store; the next use opens it again. */
export async function closeStore(): Promise<void> {
  const old = opened;
  opened = undefined;
  (await old?.catch(() => undefined))?.close();
}

function open(): Promise<OfflineStore> {
  opened ??= openDB<Schema>(NAME, 4, {
    upgrade(store, from, _to, transaction) {
      if (from < 3) store.createObjectStore('memory', { keyPath: 'personKey' });
      if (from < 2) store.createObjectStore('receipts', { keyPath: 'personKey' });
      if (from > 0) {
        // An older build stored these unencrypted. They are deleted, since the server can give them again.
        for (const name of ['entities', 'companies'] as const) void transaction.objectStore(name).clear();
        return;
      }
      store.createObjectStore('people', { keyPath: 'key' });
      store.createObjectStore('forms', { keyPath: 'personKey' });
      store.createObjectStore('definitions', { keyPath: ['personKey', 'app', 'version'] });
      store.createObjectStore('entities', { keyPath: ['personKey', 'app'] });
      store.createObjectStore('companies', { keyPath: ['personKey', 'cvr'] });
    },
    blocking: () => void closeStore(),
    terminated: () => (opened = undefined),
  });
  return opened;
}

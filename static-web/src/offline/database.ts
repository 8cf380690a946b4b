/**
 * What the server can give again, kept so that the app opens without a network. A store of its own, apart from drafts and outbox: all
 * of it may be dropped. Each person has what is theirs, and none of it is left after signing out. Names of people and of where the
 * person has been are encrypted as drafts are.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Company, DefinitionSummary, Person } from '../api';
import type { Definition } from '../definition';
import type { Encrypted } from '../encryption/cipher';

export interface KeptCompany {
  company: Company;
  /** When the person used it last, and when the register told it; RFC 3339. */
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
  /** The newest registrations as the server last told of them, and what needs somebody. */
  receipts: { key: string; value: Owned & { sealed: Encrypted } };
  /** What the person's phone remembers of what they sent. */
  memory: { key: string; value: Owned & { sealed: Encrypted } };
  companies: { key: [personKey: string, cvr: string]; value: Owned & { cvr: string; sealed: Encrypted } };
}

export type OfflineStore = IDBPDatabase<Schema>;

const NAME = 'feltskema-offline';
const ONE_EACH = ['people', 'forms', 'receipts', 'memory'] as const;
const SEVERAL = ['definitions', 'entities', 'companies'] as const;
/** iOS has transactions that never end. Nothing here is worth waiting longer for. */
const WITHIN_MS = 3_000;

let opened: Promise<OfflineStore> | undefined;

/** What `work` gives; undefined where the browser keeps nothing, or does not answer within seconds. Never rejects. */
export async function withStore<T>(work: (store: OfflineStore) => Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the store does not answer')), WITHIN_MS);
  });
  try {
    return await Promise.race([open().then(work), late]);
  } catch {
    void letGo();
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Everything of one person. */
export function allOf(personKey: string): IDBKeyRange {
  return IDBKeyRange.bound([personKey], [personKey, []]);
}

/** Leaves nothing of the person. */
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
export async function letGo(): Promise<void> {
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
        // What an older page kept of them is in the clear; the server gives it again.
        for (const name of ['entities', 'companies'] as const) void transaction.objectStore(name).clear();
        return;
      }
      store.createObjectStore('people', { keyPath: 'key' });
      store.createObjectStore('forms', { keyPath: 'personKey' });
      store.createObjectStore('definitions', { keyPath: ['personKey', 'app', 'version'] });
      store.createObjectStore('entities', { keyPath: ['personKey', 'app'] });
      store.createObjectStore('companies', { keyPath: ['personKey', 'cvr'] });
    },
    blocking: () => void letGo(),
    terminated: () => (opened = undefined),
  });
  return opened;
}

/**
 * The keys that encrypt a person's drafts on this phone. The server sends the same keys at each sign-in, so keys that the phone has
 * lost (iOS loses some, signing out deletes all) are back after the next one.
 *
 * While the phone has none of them (the session has ended, or the answer is still under way), content is encrypted with a key that the
 * phone generates, and encrypted again when the server's key has arrived. Decrypting never generates a key.
 */
import { signal } from '@preact/signals';
import { draftKeys } from '../api';
import { StorageUnavailable, withDatabase, write } from '../drafts/database';
import type { StoredKey } from '../drafts/rows';
import { decrypt, encrypt, importKey, makeKey, type DataKey } from './cipher';

/** Counts up when keys have been added or removed, which changes what drafts can be read. */
export const keysChanged = signal(0);

/** How long a write may be under way: longer than any call to the store may take. */
const UNDER_WAY_MS = 60_000;

const keysInMemory = new Map<string, StoredKey[]>();
const requests = new Map<string, Promise<void>>();
/** How often a person's keys were removed from the phone, so that an answer to an earlier request is ignored. */
const removals = new Map<string, number>();
const removalsOf = (personKey: string) => removals.get(personKey) ?? 0;

/**
 * The key to encrypt new rows with. Throws `StorageUnavailable` where the phone has none of the server's and cannot store one of its
 * own.
 */
export async function writingKey(personKey: string): Promise<DataKey> {
  const serverKey = (await keysOf(personKey)).find(isServers);
  if (serverKey) return serverKey;
  // Another tab may have fetched the server's keys and deleted the phone's own since: use only a key that is stored.
  const stored = await loadKeys(personKey);
  if (stored.length > 0) keysInMemory.set(personKey, stored);
  return stored.find(isServers) ?? stored[0] ?? (await ownKey(personKey));
}

const isServers = ({ origin }: StoredKey) => origin === 'server';

/**
 * The key with that id; undefined where this phone does not have it (now). Waits for an answer of the server that is
 * under way.
 */
export async function keyOf(personKey: string, id: string): Promise<DataKey | undefined> {
  const keyInMemory = () => keysInMemory.get(personKey)?.find((key) => key.id === id);
  await keysOf(personKey);
  if (!keyInMemory()) await requests.get(personKey);
  // Another tab may have generated it since.
  if (!keyInMemory()) await readKeys(personKey);
  return keyInMemory();
}

/** Whether the server's keys have been fetched since `since`. */
export async function hasServersKeys(personKey: string, since: Date): Promise<boolean> {
  const keys = await keysOf(personKey);
  return keys.some(({ origin, at }) => origin === 'server' && Date.parse(at) >= since.getTime());
}

/**
 * Fetches the person's keys from the server. Throws `Problem` or `NoNetwork`; returns false where somebody else is
 * signed in, or nobody is when the answer arrives.
 */
export async function obtainKeys(personKey: string, now = new Date()): Promise<boolean> {
  const removalsBefore = removalsOf(personKey);
  const answer = draftKeys();
  const saving = answer.then(
    (keySet) => keySet.person === personKey && storeServerKeys(personKey, keySet.keys, now, removalsBefore),
  );
  const settled = saving.then(
    () => undefined,
    () => undefined,
  );
  requests.set(personKey, settled);
  void settled.then(() => requests.get(personKey) === settled && requests.delete(personKey));
  return saving;
}

async function storeServerKeys(
  personKey: string,
  keys: { id: string; key: string }[],
  now: Date,
  removalsBefore: number,
): Promise<boolean> {
  const imported = await Promise.all(
    keys.map(async ({ id, key }, place): Promise<StoredKey> => {
      const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
      return { personKey, id, place, origin: 'server', at: now.toISOString(), key: await importKey(bytes) };
    }),
  );
  const phoneKeys = (await keysOf(personKey)).filter(({ origin }) => origin === 'phone');
  if (removalsOf(personKey) !== removalsBefore) return false;
  keysInMemory.set(personKey, [...imported, ...phoneKeys]);
  // Where the browser cannot store them, they are in memory as long as the page is open; the next sign-in fetches them again.
  await storeKeys(imported).catch(() => undefined);
  keysChanged.value += 1;
  return true;
}

/**
 * Removes the server's keys from the phone when the session has ended. The phone's own stay: nobody else has them, so what they
 * encrypt would be lost.
 */
export async function removeServerKeys(personKey: string): Promise<void> {
  removals.set(personKey, removalsOf(personKey) + 1);
  await drop(personKey, ({ origin }) => origin === 'server');
}

/** Removes the server's keys of all other persons. */
export async function removeOthersServerKeys(personKey: string): Promise<void> {
  const keys = await withDatabase((database) => database.getAll('keys'));
  const otherPersons = new Set(keys.filter((key) => key.personKey !== personKey).map((key) => key.personKey));
  for (const person of otherPersons) await removeServerKeys(person);
}

/** Whether the phone has keys of its own, so that rows may be encrypted with them. */
export async function hasOwnKeys(personKey: string): Promise<boolean> {
  return (await keysOf(personKey)).some((key) => !isServers(key));
}

/**
 * Deletes the phone's own keys, after all rows are encrypted with the server's. Does nothing until the server's keys are so old that no
 * write with one of the phone's can be under way.
 */
export async function dropOwnKeys(personKey: string, now = new Date()): Promise<void> {
  const serversKeys = (await keysOf(personKey)).filter(isServers);
  if (serversKeys.some(({ at }) => now.getTime() - Date.parse(at) > UNDER_WAY_MS))
    await drop(personKey, (key) => !isServers(key));
}

/** Deletes all of a person's keys. */
export async function dropKeys(personKey: string): Promise<void> {
  removals.set(personKey, removalsOf(personKey) + 1);
  await drop(personKey, () => true);
}

/** Removes the keys from memory, as a reload does. For tests. */
export function forgetKeys(): void {
  keysInMemory.clear();
}

async function drop(personKey: string, isToDrop: (key: StoredKey) => boolean): Promise<void> {
  const keys = await keysOf(personKey);
  const removed = keys.filter(isToDrop);
  if (removed.length === 0) return;
  keysInMemory.set(
    personKey,
    keys.filter((key) => !isToDrop(key)),
  );
  await write(['keys'], (transaction) =>
    Promise.all(removed.map(({ id }) => transaction.objectStore('keys').delete([personKey, id]))),
  );
  keysChanged.value += 1;
}

async function keysOf(personKey: string): Promise<StoredKey[]> {
  return keysInMemory.get(personKey) ?? (await readKeys(personKey));
}

async function readKeys(personKey: string): Promise<StoredKey[]> {
  const stored = await loadKeys(personKey).catch(() => []);
  const before = keysInMemory.get(personKey) ?? [];
  const idsInMemory = new Set(before.map(({ id }) => id));
  const keys = inOrder([...before, ...stored.filter(({ id }) => !idsInMemory.has(id))]);
  if (keys.length > 0) keysInMemory.set(personKey, keys);
  return keys;
}

/** The stored keys. Throws `StorageUnavailable`. */
async function loadKeys(personKey: string): Promise<StoredKey[]> {
  const range = IDBKeyRange.bound([personKey], [personKey, []]);
  const rows = await withDatabase((database) => database.getAll('keys', range));
  // iOS has been seen to store the row and lose the key in it.
  return inOrder(rows.filter(({ key }) => key instanceof CryptoKey));
}

/** Sorts the keys; the first is the one to encrypt with. */
function inOrder(keys: StoredKey[]): StoredKey[] {
  return keys.sort((a, b) => Number(isServers(b)) - Number(isServers(a)) || a.place - b.place);
}

/** Generates and stores a key, and tests that the stored one decrypts: if it did not, what it encrypts would be lost. */
async function ownKey(personKey: string): Promise<DataKey> {
  const generated: StoredKey = {
    personKey,
    id: `phone-${crypto.randomUUID()}`,
    origin: 'phone',
    place: 0,
    at: new Date().toISOString(),
    key: await makeKey(),
  };
  const proof = new TextEncoder().encode(generated.id);
  const encrypted = await encrypt(generated, proof, [personKey]);
  await storeKeys([generated]);
  const stored = await withDatabase((database) => database.get('keys', [personKey, generated.id]));
  try {
    await decrypt(stored as StoredKey, encrypted, [personKey]);
  } catch (failure) {
    throw new StorageUnavailable(failure);
  }
  keysInMemory.set(personKey, [...(keysInMemory.get(personKey) ?? []), generated]);
  return generated;
}

async function storeKeys(keys: StoredKey[]): Promise<void> {
  await write(['keys'], (transaction) => Promise.all(keys.map((key) => transaction.objectStore('keys').put(key))));
}

/**
 * The keys of a person's drafts on this phone. The server gives them at sign-in, always the same, so whatever becomes of the ones
 * kept here (iOS loses some, signing out removes all) the next sign-in brings them back.
 *
 * While the phone holds none of them (the session is over, the answer is still on its way) what is written is encrypted by a key
 * that the phone makes itself, and once more by the server's when that is here. Reading never makes a key.
 */
import { signal } from '@preact/signals';
import { draftKeys } from '../api';
import { StorageUnavailable, withDatabase, write } from '../drafts/database';
import type { KeptKey } from '../drafts/rows';
import { decrypt, encrypt, importKey, makeKey, type DataKey } from './cipher';

/** Counts up when keys have come or gone: what could not be read may be readable now. */
export const keysChanged = signal(0);

/** Longer than any call to the store may take. */
const UNDER_WAY_MS = 60_000;

const held = new Map<string, KeptKey[]>();
const asked = new Map<string, Promise<void>>();
/** How often a person's keys were taken from the phone: what the server was asked for before that comes too late. */
const takenAway = new Map<string, number>();
const timesTaken = (personKey: string) => takenAway.get(personKey) ?? 0;

/** What a newly written row is encrypted by. Throws `StorageUnavailable` where the phone can neither keep a key nor was given one. */
export async function writingKey(personKey: string): Promise<DataKey> {
  const given = (await keysOf(personKey)).find(isServers);
  if (given) return given;
  // Another tab may have been given the server's since, and have dropped the phone's own: only a key that is kept will do.
  const kept = await keptKeys(personKey);
  if (kept.length > 0) held.set(personKey, kept);
  return kept.find(isServers) ?? kept[0] ?? (await ownKey(personKey));
}

const isServers = ({ origin }: KeptKey) => origin === 'server';

/** The key with that id; undefined where this phone has not got it (now). Waits for an answer of the server that is under way. */
export async function keyOf(personKey: string, id: string): Promise<DataKey | undefined> {
  const heldKey = () => held.get(personKey)?.find((key) => key.id === id);
  await keysOf(personKey);
  if (!heldKey()) await asked.get(personKey);
  // Another tab may have made it since.
  if (!heldKey()) await readKeys(personKey);
  return heldKey();
}

/** Whether the server's keys are here, as given after that moment. */
export async function hasServersKeys(personKey: string, since: Date): Promise<boolean> {
  const keys = await keysOf(personKey);
  return keys.some(({ origin, at }) => origin === 'server' && Date.parse(at) >= since.getTime());
}

/** Asks the server for the person's keys. Throws `Problem` or `NoNetwork`; gives false where somebody else is signed in, or nobody
 * any more when the answer comes. */
export async function obtainKeys(personKey: string, now = new Date()): Promise<boolean> {
  const times = timesTaken(personKey);
  const answer = draftKeys();
  const taken = answer.then((given) => given.person === personKey && take(personKey, given.keys, now, times));
  const settled = taken.then(
    () => undefined,
    () => undefined,
  );
  asked.set(personKey, settled);
  void settled.then(() => asked.get(personKey) === settled && asked.delete(personKey));
  return taken;
}

async function take(
  personKey: string,
  given: { id: string; key: string }[],
  now: Date,
  times: number,
): Promise<boolean> {
  const imported = await Promise.all(
    given.map(async ({ id, key }, place): Promise<KeptKey> => {
      const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
      return { ...{ personKey, id, place, origin: 'server' }, at: now.toISOString(), key: await importKey(bytes) };
    }),
  );
  const own = (await keysOf(personKey)).filter(({ origin }) => origin === 'phone');
  if (timesTaken(personKey) !== times) return false;
  held.set(personKey, [...imported, ...own]);
  // Where the browser cannot keep them they last as long as the page, and the next sign-in brings them back.
  await put(imported).catch(() => undefined);
  keysChanged.value += 1;
  return true;
}

/** Behind sign-in: the server's keys leave the phone. What was written by the phone's own is read by nothing else, so those stay. */
export async function lockAway(personKey: string): Promise<void> {
  takenAway.set(personKey, timesTaken(personKey) + 1);
  await drop(personKey, ({ origin }) => origin === 'server');
}

/** Somebody else is signed in: the server's keys of whoever was here before leave the phone. */
export async function lockOthersAway(personKey: string): Promise<void> {
  const all = await withDatabase((database) => database.getAll('keys'));
  const others = new Set(all.filter((key) => key.personKey !== personKey).map((key) => key.personKey));
  for (const other of others) await lockAway(other);
}

/** Whether something may be encrypted by a key of the phone's own. */
export async function hasOwnKeys(personKey: string): Promise<boolean> {
  return (await keysOf(personKey)).some((key) => !isServers(key));
}

/**
 * The phone's own keys are needed no longer: all is encrypted by the server's. They stay until the server's have been here for so
 * long that nothing is on its way to the disk that was begun with one of them.
 */
export async function dropOwnKeys(personKey: string, now = new Date()): Promise<void> {
  const given = (await keysOf(personKey)).filter(isServers);
  if (given.some(({ at }) => now.getTime() - Date.parse(at) > UNDER_WAY_MS))
    await drop(personKey, (key) => !isServers(key));
}

/** Nothing is left of a person's keys. */
export async function dropKeys(personKey: string): Promise<void> {
  takenAway.set(personKey, timesTaken(personKey) + 1);
  await drop(personKey, () => true);
}

/** The page forgets what it holds, as when it is loaded anew. For tests. */
export function forgetKeys(): void {
  held.clear();
}

async function drop(personKey: string, which: (key: KeptKey) => boolean): Promise<void> {
  const keys = await keysOf(personKey);
  const gone = keys.filter(which);
  if (gone.length === 0) return;
  held.set(
    personKey,
    keys.filter((key) => !which(key)),
  );
  await write(['keys'], (of) => Promise.all(gone.map(({ id }) => of.objectStore('keys').delete([personKey, id]))));
  keysChanged.value += 1;
}

async function keysOf(personKey: string): Promise<KeptKey[]> {
  return held.get(personKey) ?? (await readKeys(personKey));
}

async function readKeys(personKey: string): Promise<KeptKey[]> {
  const kept = await keptKeys(personKey).catch(() => []);
  const before = held.get(personKey) ?? [];
  const heldIds = new Set(before.map(({ id }) => id));
  const keys = inOrder([...before, ...kept.filter(({ id }) => !heldIds.has(id))]);
  if (keys.length > 0) held.set(personKey, keys);
  return keys;
}

/** Those in the store. Throws `StorageUnavailable`. */
async function keptKeys(personKey: string): Promise<KeptKey[]> {
  const range = IDBKeyRange.bound([personKey], [personKey, []]);
  const rows = await withDatabase((database) => database.getAll('keys', range));
  // iOS has been seen to keep the row and lose the key in it.
  return inOrder(rows.filter(({ key }) => key instanceof CryptoKey));
}

/** The one that encrypts first. */
function inOrder(keys: KeptKey[]): KeptKey[] {
  return keys.sort((a, b) => Number(isServers(b)) - Number(isServers(a)) || a.place - b.place);
}

/** Only a key that was read back and works may hold what nothing else can read. */
async function ownKey(personKey: string): Promise<DataKey> {
  const made: KeptKey = {
    ...{ personKey, id: `phone-${crypto.randomUUID()}`, origin: 'phone', place: 0 },
    ...{ at: new Date().toISOString(), key: await makeKey() },
  };
  const proof = new TextEncoder().encode(made.id);
  const encrypted = await encrypt(made, proof, [personKey]);
  await put([made]);
  const kept = await withDatabase((database) => database.get('keys', [personKey, made.id]));
  try {
    await decrypt(kept as KeptKey, encrypted, [personKey]);
  } catch (failure) {
    throw new StorageUnavailable(failure);
  }
  held.set(personKey, [...(held.get(personKey) ?? []), made]);
  return made;
}

async function put(keys: KeptKey[]): Promise<void> {
  await write(['keys'], (of) => Promise.all(keys.map((key) => of.objectStore('keys').put(key))));
}

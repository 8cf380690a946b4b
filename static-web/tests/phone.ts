/** Signs persons in, reads the phone's disk, and makes its store fail, for tests of the store. */
import { withDatabase, type Schema } from '../src/drafts/database';
import { forgetKeys, obtainKeys } from '../src/encryption/keys';
import { session } from '../src/session';
import { PERSON } from './fake-api';

export const MEHMET = { ...PERSON, key: '0f2d9d0f1c3b4a5e6f708192a3b4c5d7', name: 'Mehmet' };

/** The server's keys by person, the newest first. */
export const SERVER_KEYS: Record<string, { id: string; key: string }[]> = {
  [PERSON.key]: [{ id: 'mette-1', key: btoa('1'.repeat(32)) }],
  [MEHMET.key]: [{ id: 'mehmet-1', key: btoa('2'.repeat(32)) }],
};

/** Signs a person in, and stores the keys that the server sends. */
export async function signInAs(person = PERSON, keys = SERVER_KEYS[person.key]!): Promise<void> {
  session.value = { state: 'signed-in', ...person };
  const headers = { 'Content-Type': 'application/json' };
  const before = globalThis.fetch;
  globalThis.fetch = async () => new Response(JSON.stringify({ person: person.key, keys }), { headers });
  try {
    await obtainKeys(person.key);
  } finally {
    globalThis.fetch = before;
  }
}

type Store = 'drafts' | 'outbox' | 'attachments' | 'keys';

/** All rows of a store, of all persons, as a finder of the phone could read them. */
export function onDisk<S extends Store>(store: S): Promise<Schema[S]['value'][]> {
  return withDatabase((database) => database.getAll(store));
}

/** The text of all rows on the phone's disk. */
export async function diskText(): Promise<string> {
  const rows = await Promise.all((['drafts', 'outbox', 'attachments'] as const).map(onDisk));
  return JSON.stringify(rows, (_name, value: unknown) =>
    value instanceof ArrayBuffer || value instanceof Uint8Array
      ? Buffer.from(value as Uint8Array).toString('latin1')
      : value,
  );
}

/** Deletes the stored keys, as iOS does sometimes, and reloads the page. */
export async function loseKeys(): Promise<void> {
  await withDatabase((database) => database.clear('keys'));
  forgetKeys();
}

export async function emptyPhone(): Promise<void> {
  forgetKeys();
  await withDatabase(async (database) => {
    for (const store of ['drafts', 'outbox', 'attachments', 'keys'] as const) await database.clear(store);
  });
}

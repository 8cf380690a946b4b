// @vitest-environment node
/** The store as earlier pages laid it out, each changed to the layout of today with all that a person wrote. */
import 'fake-indexeddb/auto';
import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { afterEach, expect, test } from 'vitest';
import { PERSON } from '../../tests/fake-api';
import { emptyPhone, signInAs } from '../../tests/phone';
import { loadAttachment } from '../attachments/store';
import { entriesOf } from '../outbox/store';
import { entry } from '../outbox/tests/entries';
import { closeDatabase, withDatabase, type Draft } from './database';
import { loadDraft } from './index';
import { sealAttachment, sealContent, sealDraft } from './sealing';

const KEY = PERSON.key;
const draft: Draft = {
  id: 'a',
  app: 'besoeg',
  version: 1,
  title: 'Bageriet',
  answers: { notat: 'en halv time' },
  personKey: KEY,
  updatedAt: '2026-11-23T13:05:00Z',
};
const photo = {
  personKey: KEY,
  registration: 'a',
  id: 'foto',
  isSent: false,
  type: 'image/jpeg',
  thumbnail: 'data:,',
  content: new TextEncoder().encode('et billede').buffer,
};

/** What stood in each layout, from the first. */
const LAYOUTS: ((database: IDBPDatabase) => void)[] = [
  (database) => {
    database.createObjectStore('drafts', { keyPath: ['personKey', 'id'] });
    database.createObjectStore('definitions', { keyPath: ['app', 'version'] });
  },
  (database) => {
    database.createObjectStore('attachments', { keyPath: ['personKey', 'registration', 'id'] });
    database.createObjectStore('entities', { keyPath: ['personKey', 'app'] });
  },
  (database) => {
    database.createObjectStore('outbox', { keyPath: ['personKey', 'id'] });
    database.createObjectStore('keys', { keyPath: ['personKey', 'id'] });
  },
];

/** A phone that was last used with that layout. */
async function phoneOf(version: number, rows: Record<string, object[]>): Promise<void> {
  await closeDatabase();
  await deleteDB('feltskema');
  const older = await openDB('feltskema', version, {
    upgrade: (database) => LAYOUTS.slice(0, version).forEach((create) => create(database as unknown as IDBPDatabase)),
  });
  for (const [store, stored] of Object.entries(rows)) for (const row of stored) await older.put(store, row);
  older.close();
}

const storesNow = () => withDatabase(async (database) => [...database.objectStoreNames]);

afterEach(emptyPhone);

test.each([1, 2, 3])('a draft of layout %i is there, and what the server gives again is not', async (version) => {
  const stale = { definitions: [{ app: 'besoeg', version: 1, sections: [] }] };
  await phoneOf(version, { drafts: [draft], ...stale });
  await signInAs();
  expect(await loadDraft('a')).toMatchObject(draft);
  expect(await storesNow()).toEqual(['about', 'attachments', 'drafts', 'keys', 'outbox']);
});

test('what was encrypted and sent in the last layout is read with its photo', async () => {
  await signInAs();
  const sent = entry('b');
  const rows = {
    drafts: [await sealDraft(draft)],
    attachments: [await sealAttachment(photo)],
    outbox: [{ ...sent, content: await sealContent(sent.content, sent) }],
    keys: await withDatabase((database) => database.getAll('keys')),
    entities: [{ personKey: KEY, app: 'kandidat', items: [{ value: '1', label: 'Åse' }], at: '' }],
  };
  await phoneOf(3, rows);
  expect(await loadDraft('a')).toMatchObject(draft);
  expect(new TextDecoder().decode((await loadAttachment('a', 'foto'))!.content)).toBe('et billede');
  expect(await entriesOf(KEY)).toEqual([sent]);
  expect(await storesNow()).not.toContain('entities');
});

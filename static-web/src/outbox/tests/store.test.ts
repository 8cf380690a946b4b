// @vitest-environment node
/** The outbox on the phone's disk: what each step leaves, and what an older page left. */
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PERSON } from '../../../tests/fake-api';
import { AlreadySent, allDrafts, loadDraft, saveDraft, deleteDraft } from '../../drafts';
import { closeDatabase, withDatabase } from '../../drafts/database';
import { session } from '../../session';
import { enqueue, entriesOf, entryOf, claim, giveBack, note, settle, takeBack } from '../store';
import { entry, lease, returned, wipe } from './entries';

const KEY = PERSON.key;
const NOW = new Date('2026-11-23T12:00:00Z');

beforeEach(() => {
  session.value = { state: 'signed-in', ...PERSON };
});
afterEach(wipe);

test('sending moves the draft to the outbox in one step', async () => {
  await saveDraft({ ...entry('a'), title: 'Bageriet', answers: { notat: 'x' }, updatedAt: NOW.toISOString() });
  await enqueue(entry('a'));
  expect(await allDrafts()).toEqual([]);
  expect(await entryOf(KEY, 'a')).toEqual(entry('a'));
});

test('what is sent twice stands there once, as it was sent first', async () => {
  await enqueue(entry('a'));
  await enqueue({ ...entry('a'), content: { ...entry('a').content, answers: { notat: 'noget andet' } } });
  expect(await entriesOf(KEY)).toEqual([entry('a')]);
});

test('a late autosave makes no draft of what is sent', async () => {
  await enqueue(entry('a'));
  const late = { ...entry('a'), title: '', answers: {}, updatedAt: NOW.toISOString() };
  await expect(saveDraft(late)).rejects.toBeInstanceOf(AlreadySent);
  expect(await loadDraft('a')).toBeUndefined();
});

test('the oldest comes first, and only those of the person', async () => {
  await enqueue({ ...entry('a'), queuedAt: '2026-11-23T11:00:00Z' });
  await enqueue({ ...entry('b'), queuedAt: '2026-11-23T10:00:00Z' });
  await enqueue({ ...entry('c'), personKey: 'another' });
  expect((await entriesOf(KEY)).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('one pass at a time holds an entry; what a dead pass held is free in the end, or at once for the only pass there is', async () => {
  await enqueue(entry('a'));
  const first = await claim(entry('a'), lease('first', '2026-11-23T12:02:00Z'), NOW, false);
  expect(first).toMatchObject({ lease: { by: 'first' } });
  expect(await claim(entry('a'), lease('second'), NOW, false)).toBeUndefined();
  expect(await claim(entry('a'), lease('third'), NOW, true)).toMatchObject({ lease: { by: 'third' } });
  expect(await claim(entry('a'), lease('fourth'), new Date('2026-11-23T13:00:00Z'), false)).toBeDefined();
  // The first has lost it, and neither notes nor ends anything.
  expect(await note(first!, { isOffered: true })).toBeUndefined();
  expect(await settle(first!)).toBe(false);
  expect(await giveBack(first!, returned())).toBe(false);
  expect(await entryOf(KEY, 'a')).toMatchObject({ isOffered: false, lease: { by: 'fourth' } });
});

test('what the server has leaves the phone with its photos', async () => {
  await enqueue(entry('a'));
  const photo = { personKey: KEY, registration: 'a', id: 'p', content: new ArrayBuffer(1), type: '', thumbnail: '' };
  await withDatabase((database) => database.put('attachments', { ...photo, isSent: true }));
  await settle((await claim(entry('a'), lease(), NOW, true))!);
  expect(await entriesOf(KEY)).toEqual([]);
  expect(await withDatabase((database) => database.count('attachments'))).toBe(0);
});

test('what the server refuses is a draft again, with the reason', async () => {
  await enqueue({ ...entry('a'), stayedBefore: 3 });
  await giveBack((await claim(entry('a'), lease(), NOW, true))!, returned());
  expect(await entriesOf(KEY)).toEqual([]);
  expect(await loadDraft('a')).toMatchObject({
    answers: { notat: 'x', skjult: 'y' },
    stayedBefore: 3,
    returned: returned(),
  });
});

test('the person takes it back, but not while it is on its way', async () => {
  await enqueue(entry('a'));
  const claimed = await claim(entry('a'), lease('pass', '2026-11-23T12:02:00Z'), NOW, true);
  expect(await takeBack(entry('a'), NOW)).toBe('being-sent');
  expect(await loadDraft('a')).toBeUndefined();
  await note(claimed!, { lease: null });
  expect(await takeBack(entry('a'), NOW)).toBe('taken');
  expect(await takeBack(entry('a'), NOW)).toBe('gone');
  expect(await loadDraft('a')).toMatchObject({ answers: { notat: 'x', skjult: 'y' } });
  expect(await note(claimed!, { tries: 1 })).toBeUndefined();
});

test('what an older page left on its way is moved to the outbox, and its drafts stay drafts', async () => {
  await closeDatabase();
  indexedDB.deleteDatabase('feltskema');
  const older = await openDB('feltskema', 2, {
    upgrade(database) {
      database.createObjectStore('drafts', { keyPath: ['personKey', 'id'] });
      database.createObjectStore('definitions', { keyPath: ['app', 'version'] });
      database.createObjectStore('attachments', { keyPath: ['personKey', 'registration', 'id'] });
      database.createObjectStore('entities', { keyPath: ['personKey', 'app'] });
    },
  });
  const row = { personKey: KEY, app: 'besoeg', version: 2, title: 'B', answers: { notat: 'x' }, stayedBefore: 3 };
  const updatedAt = '2026-11-23T12:00:00.123Z';
  await older.put('drafts', { ...row, id: 'a', updatedAt, state: 'sending', answeredAt: '2026-11-23T11:59:00Z' });
  await older.put('drafts', { ...row, id: 'b', updatedAt, state: 'draft' });
  older.close();
  expect(await entriesOf(KEY)).toEqual([
    {
      personKey: KEY,
      id: 'a',
      app: 'besoeg',
      version: 2,
      stayedBefore: 3,
      answeredAt: '2026-11-23T11:59:00Z',
      queuedAt: updatedAt,
      content: { title: 'B', draft: { notat: 'x' }, answers: null, movedItems: {}, attachments: [], lookUps: [] },
      isOffered: true,
      tries: 0,
      retryAt: null,
      notBefore: null,
      obstacle: null,
      lease: null,
    },
  ]);
  expect(await allDrafts()).toEqual([{ ...row, id: 'b', updatedAt }]);
  await deleteDraft('b');
});

test('what it took to write goes along when it is taken back, and when it is given back', async () => {
  const effort = { taps: 12, keys: 40, seconds: 90 };
  await enqueue({ ...entry('a'), effort });
  expect(await takeBack(entry('a'), NOW)).toBe('taken');
  expect(await loadDraft('a')).toMatchObject({ effort });
  await enqueue({ ...entry('b'), effort });
  const claimed = await claim(entry('b'), lease('first'), NOW, true);
  await giveBack(claimed!, returned());
  expect(await loadDraft('b')).toMatchObject({ effort });
});

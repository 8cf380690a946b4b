// @vitest-environment node
/** What lies on the phone's disk, who can read it, and that no key that is lost costs a word. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PERSON } from '../../tests/fake-api';
import { diskText, emptyPhone, loseKeys, MEHMET, onDisk, SERVER_KEYS, signInAs } from '../../tests/phone';
import { noteSent } from '../attachments/attachment-rows';
import { saveAttachment, loadAttachment } from '../attachments/store';
import { dropKeys, dropOwnKeys, forgetKeys, removeServerKeys } from '../encryption/keys';
import { entry } from '../outbox/tests/entries';
import { enqueue, entryOf } from '../outbox/store';
import { session } from '../session';
import { withDatabase } from './database';
import { loadDraft, readableAndLockedDrafts, saveDraft, Locked, StorageUnavailable, type Draft } from './index';
import { reencrypt } from './reencrypt';

const KEY = PERSON.key;
const newDraft = (id = 'a', more: Partial<Draft> = {}): Draft => ({
  id,
  app: 'besoeg',
  version: 1,
  title: 'Bageriet',
  answers: { notat: 'hemmeligt' },
  personKey: KEY,
  updatedAt: '2026-11-23T13:05:00Z',
  ...more,
});
const photo = { content: new TextEncoder().encode('et ansigt').buffer, type: 'image/jpeg', thumbnail: 'data:lille' };

beforeEach(() => {
  session.value = { state: 'signed-in', ...PERSON };
});

afterEach(async () => {
  await emptyPhone();
  vi.unstubAllGlobals();
});

async function writeAll(): Promise<void> {
  await saveDraft(newDraft());
  await enqueue(entry('b', { content: { ...entry('b').content, title: 'Slagteren', draft: { notat: 'fortroligt' } } }));
  await saveAttachment('a', 'foto', photo);
}

async function readAll(): Promise<string[]> {
  const { drafts } = await readableAndLockedDrafts();
  const [sent, photo] = [await entryOf(KEY, 'b'), await loadAttachment('a', 'foto')];
  return [drafts[0]!.title, sent!.content.title, new TextDecoder().decode(photo!.content), photo!.thumbnail];
}

const WHOLE = ['Bageriet', 'Slagteren', 'et ansigt', 'data:lille'];

test('nothing that was written or photographed can be read on the disk', async () => {
  await signInAs();
  await writeAll();
  expect(await readAll()).toEqual(WHOLE);
  const disk = await diskText();
  for (const word of ['hemmeligt', 'fortroligt', 'Bageriet', 'Slagteren', 'et ansigt', 'lille', 'image/jpeg'])
    expect(disk).not.toContain(word);
});

test('a lost key costs nothing: the next sign-in brings it back', async () => {
  await signInAs();
  await writeAll();
  await loseKeys();
  await expect(loadDraft('a')).rejects.toBeInstanceOf(Locked);
  expect(await readableAndLockedDrafts()).toEqual({
    drafts: [],
    locked: [{ id: 'a', app: 'besoeg', updatedAt: '2026-11-23T13:05:00Z', isDamaged: false }],
  });
  expect((await entryOf(KEY, 'b'))!.content).toMatchObject({ isUnreadable: true, answers: null });
  await signInAs();
  expect(await readAll()).toEqual(WHOLE);
});

test('a stored row whose key the browser has lost counts as no key', async () => {
  await signInAs();
  await writeAll();
  const [row] = await onDisk('keys');
  await withDatabase((database) => database.put('keys', { ...row!, key: undefined as never }));
  forgetKeys();
  await expect(loadDraft('a')).rejects.toBeInstanceOf(Locked);
  await signInAs();
  expect(await readAll()).toEqual(WHOLE);
});

test('behind sign-in nothing is read, what is written meanwhile is kept, and afterwards all is there', async () => {
  await signInAs();
  await writeAll();
  await removeServerKeys(KEY);
  forgetKeys();
  await expect(loadDraft('a')).rejects.toBeInstanceOf(Locked);
  await saveDraft(newDraft('i-kaelderen', { title: 'Kælderen' }));
  expect((await loadDraft('i-kaelderen'))!.title).toBe('Kælderen');
  expect(await diskText()).not.toContain('Kælderen');
  await signInAs();
  await reencrypt(KEY);
  forgetKeys();
  expect((await readableAndLockedDrafts()).drafts.map(({ title }) => title).sort()).toEqual(['Bageriet', 'Kælderen']);
});

test("the phone's own key goes when the server's has been here for a while, and not before", async () => {
  await saveDraft(newDraft());
  await signInAs();
  await reencrypt(KEY);
  const origins = async () => (await onDisk('keys')).map(({ origin }) => origin).sort();
  expect(await origins()).toEqual(['phone', 'server']);
  await dropOwnKeys(KEY, new Date(Date.now() + 61_000));
  expect(await origins()).toEqual(['server']);
  forgetKeys();
  expect((await loadDraft('a'))!.title).toBe('Bageriet');
});

test('a tab that still holds a key which another one has dropped writes nothing with it', async () => {
  await saveDraft(newDraft());
  const [own] = await onDisk('keys');
  await withDatabase((database) => database.delete('keys', [KEY, own!.id]));
  await saveDraft(newDraft('b', { title: 'Senere' }));
  forgetKeys();
  expect((await loadDraft('b'))!.title).toBe('Senere');
});

test('reading makes no key', async () => {
  await signInAs();
  await writeAll();
  await dropKeys(KEY);
  await readableAndLockedDrafts();
  await expect(loadDraft('a')).rejects.toBeInstanceOf(Locked);
  expect(await onDisk('keys')).toEqual([]);
});

test('another person on the same phone reads nothing of it, and takes no id', async () => {
  await signInAs();
  await writeAll();
  await signInAs(MEHMET);
  expect(await loadDraft('a')).toBeUndefined();
  expect(await readableAndLockedDrafts()).toEqual({ drafts: [], locked: [] });
  expect(await loadAttachment('a', 'foto')).toBeUndefined();
  // Not even with the row moved to their own name.
  const [row] = await onDisk('drafts');
  await withDatabase((database) => database.put('drafts', { ...row!, personKey: MEHMET.key }));
  await expect(loadDraft('a')).rejects.toBeInstanceOf(Locked);
  expect((await onDisk('drafts')).find(({ personKey }) => personKey === KEY)).toEqual(row);
});

test('a damaged draft is listed as such, and the others can be read', async () => {
  await signInAs();
  await saveDraft(newDraft('a'));
  await saveDraft(newDraft('b', { title: 'Hel' }));
  const row = (await onDisk('drafts')).find(({ id }) => id === 'a')!;
  const second = (await onDisk('drafts')).find(({ id }) => id === 'b')!;
  await withDatabase((database) => database.put('drafts', { ...row, sealed: (second as never)['sealed'] }));
  const { drafts, locked } = await readableAndLockedDrafts();
  expect([drafts.map(({ title }) => title), locked.map(({ id, isDamaged }) => [id, isDamaged])]).toEqual([
    ['Hel'],
    [['a', true]],
  ]);
});

test('what an older page left in the clear is read, and encrypted at sign-in', async () => {
  await withDatabase((database) => database.put('drafts', newDraft()));
  await withDatabase((database) => database.put('outbox', entry('b')));
  await withDatabase((database) =>
    database.put('attachments', { ...photo, personKey: KEY, registration: 'a', id: 'foto', isSent: true }),
  );
  expect(await loadDraft('a')).toMatchObject(newDraft());
  expect(await diskText()).toContain('hemmeligt');
  await signInAs();
  await reencrypt(KEY);
  const disk = await diskText();
  for (const word of ['hemmeligt', 'Bageriet', 'lille']) expect(disk).not.toContain(word);
  expect(await loadDraft('a')).toMatchObject(newDraft());
  expect(await entryOf(KEY, 'b')).toEqual(entry('b'));
  expect(await loadAttachment('a', 'foto')).toMatchObject({ ...photo, isSent: true });
});

test('a rotation reads what is older, and encrypts it anew', async () => {
  await signInAs();
  await writeAll();
  await noteSent((await loadAttachment('a', 'foto'))!, true);
  const rotated = [{ id: 'mette-2', key: btoa('3'.repeat(32)) }, ...SERVER_KEYS[KEY]!];
  await signInAs(PERSON, rotated);
  expect(await readAll()).toEqual(WHOLE);
  await reencrypt(KEY);
  await loseKeys();
  await signInAs(PERSON, rotated.slice(0, 1));
  expect(await readAll()).toEqual(WHOLE);
  expect(await loadAttachment('a', 'foto')).toMatchObject({ isSent: true });
});

test('what is written while it is encrypted anew stands', async () => {
  await withDatabase((database) => database.put('drafts', newDraft()));
  await signInAs();
  const passing = reencrypt(KEY);
  await saveDraft(newDraft('a', { answers: { notat: 'skrevet imens' }, revision: 0 }));
  await passing;
  expect((await loadDraft('a'))!.answers).toEqual({ notat: 'skrevet imens' });
});

test('a browser that keeps no keys keeps nothing in the clear: it says that it did not keep it', async () => {
  const real = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...args: Parameters<typeof real>) {
    if (this.name === 'keys') throw new DOMException('The object can not be cloned.', 'DataCloneError');
    return real.apply(this, args);
  };
  try {
    await expect(saveDraft(newDraft())).rejects.toBeInstanceOf(StorageUnavailable);
    expect(await onDisk('drafts')).toEqual([]);
    // With the server's key in the page it is kept: the next sign-in reads it.
    await signInAs();
    await saveDraft(newDraft());
    expect(await diskText()).not.toContain('hemmeligt');
  } finally {
    IDBObjectStore.prototype.put = real;
  }
});

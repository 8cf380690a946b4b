import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PERSON } from '../../tests/fake-api';
import { session } from '../session';
import { autosave, pendingSaves } from './autosave';
import { closeDatabase } from './database';
import { allDrafts, loadDraft, draftsChanged, saveDraft, StorageUnavailable, deleteDraft, type Draft } from './index';
import { waitFor } from '../../tests/waiting';

const newDraft = (id: string, more: Partial<Draft> = {}): Draft => ({
  id,
  app: 'besoeg',
  version: 1,
  title: 'Bageriet',
  answers: { notat: 'x' },
  personKey: PERSON.key,
  updatedAt: '2026-11-23T13:05:00Z',
  ...more,
});

beforeEach(() => {
  session.value = { state: 'signed-in', ...PERSON };
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await closeDatabase();
  for (const { id } of await allDrafts()) await deleteDraft(id);
});

test('a draft is saved, loaded, listed latest first and deleted', async () => {
  const before = draftsChanged.value;
  await saveDraft(newDraft('a'));
  await saveDraft(newDraft('b', { updatedAt: '2026-11-23T14:00:00Z' }));
  expect(await loadDraft('a')).toMatchObject(newDraft('a', { revision: 1 }));
  expect((await allDrafts()).map(({ id }) => id)).toEqual(['b', 'a']);
  await deleteDraft('b');
  expect((await allDrafts()).map(({ id }) => id)).toEqual(['a']);
  expect(draftsChanged.value).toBe(before + 3);
});

test("another person's draft with the same id is neither shown nor overwritten", async () => {
  await saveDraft(newDraft('a', { personKey: 'another', title: 'Hemmelig' }));
  expect(await loadDraft('a')).toBeUndefined();
  expect(await allDrafts()).toEqual([]);
  await saveDraft(newDraft('a'));
  await deleteDraft('a');
  session.value = { state: 'signed-in', ...PERSON, key: 'another' };
  expect(await loadDraft('a')).toMatchObject({ title: 'Hemmelig' });
  await deleteDraft('a');
});

test('a connection that the browser dropped is opened again', async () => {
  await saveDraft(newDraft('a'));
  const real = IDBDatabase.prototype.transaction;
  let drops = 1;
  IDBDatabase.prototype.transaction = function (...args: Parameters<typeof real>) {
    if (drops-- > 0)
      throw new DOMException('Connection to Indexed Database server lost. Refresh the page to try again');
    return real.apply(this, args);
  };
  try {
    expect(await loadDraft('a')).toMatchObject(newDraft('a', { revision: 1 }));
  } finally {
    IDBDatabase.prototype.transaction = real;
  }
});

test('a browser without storage is reported', async () => {
  await closeDatabase();
  vi.stubGlobal('indexedDB', undefined);
  await expect(saveDraft(newDraft('a'))).rejects.toBeInstanceOf(StorageUnavailable);
  const saving = autosave(() => newDraft('a'));
  saving.changed();
  await saving.flush();
  expect(saving.state.value).toEqual({ state: 'not-kept', why: 'broken' });
  saving.stop();
});

test('changes are saved at once, and those made during a write together after it', async () => {
  let title = 'først';
  const saving = autosave(() => newDraft('a', { title }));
  saving.changed();
  title = 'straks efter';
  saving.changed();
  await waitFor(async () => expect(await loadDraft('a')).toMatchObject({ title: 'straks efter' }));
  title = 'til sidst';
  saving.changed();
  dispatchEvent(new Event('pagehide'));
  await saving.flush();
  expect(await loadDraft('a')).toMatchObject({ title: 'til sidst' });
  saving.stop();
});

test('a draft that is sent or discarded is not saved again', async () => {
  const saving = autosave(() => newDraft('a'));
  saving.changed();
  await saving.abandon();
  await deleteDraft('a');
  saving.changed();
  saving.stop();
  await pendingSaves();
  expect(await loadDraft('a')).toBeUndefined();
});

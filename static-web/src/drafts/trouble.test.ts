/** A store that stalls, is full, is changed by a newer page or held by an older one; and two tabs that write in one draft. */
import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PERSON } from '../../tests/fake-api';
import { emptyPhone, signInAs } from '../../tests/phone';
import { enqueue } from '../outbox/store';
import { entry } from '../outbox/tests/entries';
import { settled } from '../outbox/tests/phone';
import { autosave, type Autosave } from './autosave';
import { closeDatabase, isOutdated, withDatabase } from './database';
import { loadDraft, saveDraft, StorageUnavailable, deleteDraft, type Draft } from './index';
import { waitFor } from '../../tests/waiting';

const newDraft = (more: Partial<Draft> = {}): Draft => ({
  id: 'a',
  app: 'besoeg',
  version: 1,
  title: 'Bageriet',
  answers: {},
  personKey: PERSON.key,
  updatedAt: '2026-11-23T13:05:00Z',
  ...more,
});
const open: Autosave[] = [];

/** A form in one tab: what stands in it, and its autosave. */
function form(opened?: Draft) {
  const state = { answers: opened?.answers ?? {} };
  const saving = autosave(() => newDraft({ answers: state.answers, updatedAt: new Date().toISOString() }), {
    opened,
    onMerged: (_written, both) => (state.answers = both),
  });
  open.push(saving);
  const write = async (answers: Draft['answers']) => {
    state.answers = { ...state.answers, ...answers };
    saving.changed();
    await saving.flush();
  };
  return { state, saving, write };
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  isOutdated.value = false;
  await signInAs();
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((saving) => saving.abandon()));
  await emptyPhone();
});

/** Waits for it for as long as the page has patience, by a clock that runs faster; the store goes by none. */
async function impatient<T>(waiting: Promise<T>): Promise<T> {
  let isOver = false;
  const over = waiting.finally(() => (isOver = true));
  const started = Date.now();
  while (!isOver) {
    // The disk and the encryption are as fast as the machine that day.
    await settled();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(Date.now() - started).toBeLessThan(4_000);
  return over;
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (failure: unknown) => failure,
  );

/** A transaction that never ends, as iOS has them: another connection asks again and again in each answer. */
async function stall(): Promise<() => Promise<void>> {
  const connection = await openDB('feltskema');
  const transaction = connection.transaction('drafts', 'readwrite');
  let isOver = false;
  const hold = async () => {
    while (!isOver) await transaction.store.get(['x', 'x']);
  };
  const heldTransaction = hold();
  return async () => {
    isOver = true;
    await heldTransaction;
    await transaction.done;
    connection.close();
  };
}

test('a store that stalls is told of within seconds, and never "gemt"; it is kept when it answers again', async () => {
  const { saving, write } = form();
  await write({ notat: 'før' });
  const end = await stall();
  const written = write({ notat: 'efter' });
  expect(saving.isSaving.value).toBe(true);
  await impatient(written);
  expect(saving.isSaving.value).toBe(false);
  expect(saving.state.value).toEqual({ state: 'not-kept', why: 'stalled' });
  await end();
  await saving.flush();
  await waitFor(() => expect(saving.state.value.state).toBe('kept'));
  expect((await loadDraft('a'))!.answers).toEqual({ notat: 'efter' });
});

test('reading from a store that stalls fails within seconds', async () => {
  const end = await stall();
  expect(await impatient(failureOf(loadDraft('a')))).toMatchObject({ name: 'StorageUnavailable', why: 'stalled' });
  await end();
});

test('reading from a store that never opens fails within seconds', async () => {
  await closeDatabase();
  const never = new (IDBOpenDBRequest as unknown as new () => IDBOpenDBRequest)();
  vi.spyOn(indexedDB, 'open').mockReturnValue(never);
  expect(await impatient(failureOf(loadDraft('a')))).toMatchObject({ why: 'stalled' });
  vi.restoreAllMocks();
  await closeDatabase();
});

test('a full phone is reported as full, and the draft is saved when there is space again', async () => {
  const { saving, write } = form();
  const real = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
  try {
    await write({ notat: 'for meget' });
    expect(saving.state.value).toEqual({ state: 'not-kept', why: 'full' });
  } finally {
    IDBObjectStore.prototype.put = real;
  }
  await saving.flush();
  expect(saving.state.value.state).toBe('kept');
  expect((await loadDraft('a'))!.answers).toEqual({ notat: 'for meget' });
});

test('a page that a newer one has changed the store under says so, and had kept what it had', async () => {
  const { saving, write } = form();
  await write({ notat: 'gammel side' });
  const newer = await openDB('feltskema', 99);
  expect(isOutdated.value).toBe(true);
  await write({ notat: 'for sent' });
  expect(saving.state.value).toEqual({ state: 'not-kept', why: 'outdated' });
  expect(await newer.count('drafts')).toBe(1);
  newer.close();
  await removeDatabase();
});

test('an older page that does not step aside is told of, and it goes on when that one is closed', async () => {
  await closeDatabase();
  await removeDatabase();
  const older = await openDB('feltskema', 2, {
    upgrade(database) {
      database.createObjectStore('drafts', { keyPath: ['personKey', 'id'] });
      database.createObjectStore('definitions', { keyPath: ['app', 'version'] });
      database.createObjectStore('attachments', { keyPath: ['personKey', 'registration', 'id'] });
      database.createObjectStore('entities', { keyPath: ['personKey', 'app'] });
    },
  });
  await older.put('drafts', newDraft({ answers: { notat: 'fra den ældre' } }));
  expect(await impatient(failureOf(loadDraft('a')))).toMatchObject({ why: 'blocked' });
  older.close();
  expect((await loadDraft('a'))!.answers).toEqual({ notat: 'fra den ældre' });
});

test('answers that two tabs write in one draft are merged, on the phone and in both tabs', async () => {
  await saveDraft(newDraft({ answers: { notat: 'fælles' } }));
  const [first, second] = [form(await loadDraft('a')), form(await loadDraft('a'))];
  await first.write({ udfald: 'aftale' });
  await second.write({ kontaktform: 'telefon' });
  const both = { notat: 'fælles', udfald: 'aftale', kontaktform: 'telefon' };
  expect((await loadDraft('a'))!.answers).toEqual(both);
  expect(second.state.answers).toEqual(both);
  await first.write({});
  expect(first.state.answers).toEqual(both);
});

test('a form that was opened empty, since the store did not answer, wipes nothing', async () => {
  await saveDraft(newDraft({ answers: { notat: 'en halv time' } }));
  await form().write({ udfald: 'aftale' });
  expect((await loadDraft('a'))!.answers).toEqual({ notat: 'en halv time', udfald: 'aftale' });
});

test('a draft that another tab deleted is not made again by a late autosave', async () => {
  const { saving, write } = form();
  await write({ notat: 'x' });
  await deleteDraft('a');
  await write({ notat: 'y' });
  expect(saving.state.value).toEqual({ state: 'removed' });
  expect(await loadDraft('a')).toBeUndefined();
});

test('a form that is open when the browser deletes its store is saved again, whole', async () => {
  await saveDraft(newDraft({ answers: { notat: 'en halv time' } }));
  const [stored, unread] = [form(await loadDraft('a')), form(await loadDraft('a'))];
  await stored.write({ udfald: 'aftale' });
  await removeDatabase();
  await signInAs();
  await stored.write({ kontaktform: 'telefon' });
  expect(stored.saving.state.value.state).toBe('kept');
  expect((await loadDraft('a'))!.answers).toEqual({ notat: 'en halv time', udfald: 'aftale', kontaktform: 'telefon' });
  await unread.write({ formaal: 'opfølgning' });
  expect((await loadDraft('a'))!.answers).toMatchObject({ udfald: 'aftale', formaal: 'opfølgning' });
});

test('a draft that another tab has sent is not made again by a late autosave', async () => {
  const { saving, write } = form();
  await write({ notat: 'x' });
  await enqueue(entry('a'));
  await write({ notat: 'y' });
  expect(saving.state.value).toEqual({ state: 'sent' });
  expect(await loadDraft('a')).toBeUndefined();
});

test('a failure of the store with no reason of its own counts as broken storage', async () => {
  await expect(
    withDatabase(async () => {
      throw new Error('noget andet');
    }),
  ).rejects.toBeInstanceOf(StorageUnavailable);
});

async function removeDatabase(): Promise<void> {
  await closeDatabase();
  await deleteDB('feltskema');
}

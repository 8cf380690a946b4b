import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON } from '../../tests/fake-api';
import { diskText, emptyPhone, MEHMET, onDisk } from '../../tests/phone';
import { saveAttachment } from '../attachments/store';
import { saveDraft, type Draft } from '../drafts';
import { withDatabase } from '../drafts/database';
import { startOutbox } from '../outbox/drain';
import { followOutbox } from '../outbox/state';
import { enqueue } from '../outbox/store';
import { entry } from '../outbox/tests/entries';
import { checkSession, personKey, session } from '../session';
import { finishWiping, signOut } from '../sign-out';
import { saveWaitingAnswer, waitingAnswer } from '../survey/waiting-answer';
import { speak } from '../texts';
import { PersonMenu } from './PersonMenu';
import { waitFor, waitUntil } from '../../tests/waiting';

let root: HTMLElement;
let server: FakeApi;

const draft: Draft = {
  id: 'a',
  app: 'besoeg',
  version: 1,
  title: 'Bageriet',
  answers: { notat: 'hemmeligt' },
  personKey: PERSON.key,
  updatedAt: '2026-11-23T13:05:00Z',
};
const dialog = () => root.querySelector('dialog');
const button = (name: string) =>
  [...root.querySelectorAll('button')].find((candidate) => candidate.textContent?.trim() === name)!;
const tap = (name: string) => act(() => button(name).click());
const isOut = () => waitFor(() => expect(session.value.state).toBe('signed-out'));
const OFFLINE = () => Promise.reject(new TypeError('failed to fetch'));

beforeEach(async () => {
  speak('da');
  server = new FakeApi();
  vi.stubGlobal('fetch', server.fetch);
  localStorage.setItem('feltskema.person', PERSON.key);
  await checkSession();
  root = document.body.appendChild(document.createElement('main'));
  await act(() => render(<PersonMenu />, root));
});

afterEach(async () => {
  await act(() => render(null, root));
  root.remove();
  // A wiping goes on for a moment after the page says that the person is out: it would take the next test's work.
  await waitUntil(() => localStorage.getItem('feltskema.wipe') === null);
  await emptyPhone();
  localStorage.clear();
  vi.unstubAllGlobals();
});

test('signing out deletes an answer of the survey that waits for a network', async () => {
  saveWaitingAnswer('{"needs": 5, "easy": 4}');
  await tap('Log ud');
  await isOut();
  await waitFor(() => expect(waitingAnswer()).toBeNull());
});

test('a phone that holds nothing is signed out of without a question', async () => {
  await tap('Log ud');
  await isOut();
  await waitFor(() => expect(server.person).toBeNull());
});

test('what only this phone has is asked about, by number, and nothing is lost by staying', async () => {
  await saveDraft(draft);
  await enqueue(entry('b'));
  await enqueue(entry('c'));
  await tap('Log ud');
  await waitFor(() => expect(dialog()?.textContent).toContain('1 kladde er kun på denne telefon'));
  expect(dialog()!.textContent).toContain('2 registreringer er ikke sendt endnu');
  await tap('Annullér');
  expect(session.value.state).toBe('signed-in');
  expect([(await onDisk('drafts')).length, (await onDisk('outbox')).length]).toEqual([1, 2]);
});

test('after yes nothing of the person is left, without a network too, and the next person keeps theirs', async () => {
  await saveDraft(draft);
  await enqueue(entry('b'));
  const photo = { content: new ArrayBuffer(3), type: 'image/jpeg', thumbnail: '' };
  await saveAttachment('a', 'foto', photo);
  await withDatabase((database) => database.put('drafts', { ...draft, id: 'z', personKey: MEHMET.key, title: 'Hans' }));
  server.fault = OFFLINE;
  await tap('Log ud');
  await waitFor(() => expect(dialog()).not.toBeNull());
  await tap('Slet og log ud');
  await isOut();
  await waitFor(async () => expect((await onDisk('drafts')).map(({ id }) => id)).toEqual(['z']));
  const disk = await diskText();
  expect(disk).not.toContain(PERSON.key);
  expect(disk).toContain('Hans');
  expect(await onDisk('keys')).toEqual([]);
  expect(personKey.value).toBeNull();
  server.fault = null;
  await checkSession();
  expect(server.person).toBeNull();
});

test('"Send først" sends what waits, and then nothing is lost', async () => {
  const stops = [followOutbox(), startOutbox()];
  server.fault = OFFLINE;
  await enqueue(entry('01a20c7c-e1b7-78de-98c0-7ccc613e359d'));
  await tap('Log ud');
  await waitFor(() => expect(dialog()?.textContent).toContain('1 registrering er ikke sendt endnu'));
  server.fault = null;
  await tap('Send først');
  await waitFor(() => expect(dialog()?.textContent).toContain('Intet går tabt'));
  expect(server.rows).toHaveLength(1);
  stops.forEach((stop) => stop());
});

test('a store that does not answer is told of, and wiped at the next start', async () => {
  await saveDraft(draft);
  const real = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = () => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  };
  await tap('Log ud');
  await waitFor(() => expect(dialog()?.textContent).toContain('svarer ikke'));
  await signOut();
  IDBDatabase.prototype.transaction = real;
  expect(await onDisk('drafts')).toHaveLength(1);
  await finishWiping();
  expect(await onDisk('drafts')).toEqual([]);
});

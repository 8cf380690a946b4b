import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON } from '../../tests/fake-api';
import { emptyPhone, MEHMET, onDisk, signInAs } from '../../tests/phone';
import { saveDraft, type Draft } from '../drafts';
import { followKeys } from '../encryption/follow-keys';
import { checkSession, session } from '../session';
import { speak } from '../texts';
import { DraftList } from './DraftList';
import { waitFor } from '../../tests/waiting';

let root: HTMLElement;

const newDraft = (id: string, more: Partial<Draft> = {}): Draft => ({
  id,
  app: 'besoeg',
  version: 1,
  title: id,
  answers: { notat: 'x' },
  personKey: PERSON.key,
  updatedAt: new Date().toISOString(),
  ...more,
});
const text = () => root.textContent ?? '';
const button = (name: string) =>
  [...root.querySelectorAll('button')].find(
    (candidate) => (candidate.getAttribute('aria-label') ?? candidate.textContent) === name,
  )!;
const shows = (words: string) => waitFor(() => expect(text()).toContain(words));

beforeEach(async () => {
  speak('da');
  root = document.body.appendChild(document.createElement('main'));
  await signInAs();
});

afterEach(async () => {
  await act(() => render(null, root));
  root.remove();
  await emptyPhone();
  vi.unstubAllGlobals();
});

const open = () => act(() => render(<DraftList />, root));

test('several drafts stand side by side, and one that is more than a week old is told of', async () => {
  await saveDraft(newDraft('Ny'));
  await saveDraft(newDraft('Gammel', { updatedAt: new Date(Date.now() - 8 * 24 * 3_600_000).toISOString() }));
  await open();
  await shows('Gammel');
  expect([...root.querySelectorAll('.entry-title')].map((title) => title.textContent)).toEqual(['Ny', 'Gammel']);
  expect(text().match(/Over en uge gammel/g)).toHaveLength(1);
});

test('a deleted draft can be had back, and focus is never lost', async () => {
  await saveDraft(newDraft('Bageriet'));
  await open();
  await shows('Bageriet');
  await act(() => button('Slet kladden Bageriet').click());
  await shows('Kladden er slettet');
  expect(document.activeElement?.textContent).toBe('Fortryd');
  expect(await onDisk('drafts')).toHaveLength(1);
  await act(() => button('Fortryd').click());
  await shows('Bageriet');
  expect(document.activeElement?.textContent).toContain('Bageriet');
  expect(await onDisk('drafts')).toHaveLength(1);
});

test('a draft that nobody wants back is gone when the list is left', async () => {
  await saveDraft(newDraft('Bageriet'));
  await saveDraft(newDraft('Slagteren'));
  await open();
  await shows('Bageriet');
  await act(() => button('Slet kladden Bageriet').click());
  await act(() => render(null, root));
  await waitFor(async () => expect((await onDisk('drafts')).map(({ id }) => id)).toEqual(['Slagteren']));
});

test('behind sign-in the list says that drafts are there and nothing of what they say', async () => {
  await emptyPhone();
  const server = new FakeApi();
  vi.stubGlobal('fetch', server.fetch);
  localStorage.setItem('feltskema.person', PERSON.key);
  session.value = { state: 'unknown' };
  const stop = followKeys();
  await checkSession();
  await waitFor(async () => expect((await onDisk('keys')).map(({ id }) => id)).toContain(`of ${PERSON.key}`));
  await saveDraft(newDraft('Bageriet'));
  await saveDraft(newDraft('Slagteren'));
  server.person = null;
  session.value = { state: 'signed-out' };
  // A key of the phone's own, from a save of before that was still under way, is no way to what the server's keys lock.
  await waitFor(async () => expect((await onDisk('keys')).filter(({ origin }) => origin === 'server')).toEqual([]));
  await open();
  await shows('2 kladder er låst');
  expect(text()).not.toContain('Bageriet');
  expect(button('Log ind med MitID')).toBeDefined();
  server.person = PERSON;
  await act(async () => void (await checkSession()));
  await shows('Bageriet');
  expect(text()).not.toContain('låst');
  stop();
});

test('another person sees nothing of it, not even that it is there', async () => {
  await saveDraft(newDraft('Bageriet'));
  await signInAs(MEHMET);
  await saveDraft(newDraft('Slagteren', { personKey: MEHMET.key }));
  await open();
  await shows('Slagteren');
  expect(text()).not.toContain('Bageriet');
  expect(root.querySelectorAll('li')).toHaveLength(1);
  expect(text()).not.toContain('låst');
});

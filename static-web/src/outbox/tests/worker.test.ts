/** The drain where no page is: what the worker does when the browser wakes it, and how the page asks for that. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PERSON } from '../../../tests/fake-api';
import { NoNetwork } from '../../api';
import { session } from '../../session';
import { wakeOutbox } from '../drain';
import { enqueue, entriesOf } from '../store';
import { OUTBOX_SYNC_TAG } from '../sync';
import { drainInWorker } from '../worker';
import { entry, wipe } from './entries';
import { refusal, Server } from './server';
import { waitFor } from '../../../tests/waiting';

let server: Server;

beforeEach(() => {
  server = new Server();
  vi.stubGlobal('fetch', server.fetch);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  Object.defineProperty(navigator, 'serviceWorker', { value: undefined, configurable: true });
  await wipe();
});

test('the worker sends what waits for who is signed in', async () => {
  await enqueue(entry('a'));
  await enqueue(entry('b', { personKey: 'another' }));
  await drainInWorker();
  expect(server.calls).toEqual(['GET auth/me', 'PUT registrations/a']);
  expect(server.owners).toEqual([PERSON.key]);
  expect(await entriesOf('another')).toHaveLength(1);
});

test('where something is left the browser is asked to come back', async () => {
  await enqueue(entry('a'));
  server.script.push({ call: 'PUT', answer: () => refusal(500, 'internal') });
  await expect(drainInWorker()).rejects.toBeInstanceOf(NoNetwork);
  await drainInWorker();
  expect(await entriesOf(PERSON.key)).toEqual([]);
});

test('nobody is signed in: it waits for them, and the browser need not come back', async () => {
  server.person = null;
  await enqueue(entry('a'));
  await drainInWorker();
  expect(server.sent).toEqual([]);
});

test('what an older page left waits for a page', async () => {
  await enqueue(entry('a', { content: { ...entry('a').content, answers: null } }));
  await expect(drainInWorker()).rejects.toBeInstanceOf(NoNetwork);
  expect(server.sent).toEqual([]);
});

test('the page asks for background sync where there is one, when something is left', async () => {
  const requestedTags: string[] = [];
  const sync = { register: async (tag: string) => void requestedTags.push(tag) };
  const serviceWorker = { getRegistration: async () => ({ sync }) };
  Object.defineProperty(navigator, 'serviceWorker', { value: serviceWorker, configurable: true });
  session.value = { state: 'signed-in', ...PERSON };
  await enqueue(entry('a'));
  server.isDown = true;
  await wakeOutbox({ isForced: true });
  await waitFor(() => expect(requestedTags).toEqual([OUTBOX_SYNC_TAG]));
});

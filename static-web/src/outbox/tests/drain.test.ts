/** When what is sent goes, and what it waits for, by what the server answers; the clock and chance are the test's. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PERSON } from '../../../tests/fake-api';
import type { OutboxEntry } from '../entry';
import { beginDraining, endDraining, sendFrom } from './draining';
import { entry } from './entries';
import { openTab, settled, type Tab } from './phone';
import { refusal, type Server } from './server';

let server: Server;
let tab: Tab;

beforeEach(async () => ({ server, tab } = await beginDraining()));
afterEach(() => endDraining(tab));

const enqueue = (...entries: OutboxEntry[]) => sendFrom(tab, ...entries);
const send = (...ids: string[]) => enqueue(...ids.map((id) => entry(id)));
const waiting = (): Promise<OutboxEntry[]> => tab.store.entriesOf(PERSON.key);
const first = async () => (await waiting())[0]!;

/** Time goes by, a little at a time as it does. */
async function later(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    vi.advanceTimersByTime(1000);
    await settled();
  }
}

test('photos go first, one after another, then the registration; then nothing is left on the phone', async () => {
  await tab.keepPhoto('a', 'p1');
  await tab.keepPhoto('a', 'p2');
  const attachments = ['p1', 'p2'].map((id) => ({ path: '/billeder', id, name: `${id}.jpg` }));
  await enqueue(entry('a', { content: { ...entry('a').content, attachments } }));
  expect(server.sent).toEqual(['PUT attachments/p1', 'PUT attachments/p2', 'PUT registrations/a']);
  expect(server.registrations.get('a')).toEqual({
    version: 1,
    answers: { notat: 'x' },
    answeredAt: '2026-11-23T12:00:00Z',
  });
  expect(await waiting()).toEqual([]);
  expect(tab.state.outbox.value).toEqual([]);
});

test('the oldest goes first', async () => {
  await enqueue(
    entry('b', { queuedAt: '2026-11-23T11:00:02Z' }),
    entry('c', { queuedAt: '2026-11-23T11:00:03Z' }),
    entry('a', { queuedAt: '2026-11-23T11:00:01Z' }),
  );
  expect(server.sent).toEqual(['PUT registrations/a', 'PUT registrations/b', 'PUT registrations/c']);
});

test('without a network all registrations wait, and the app sends them when the network is back', async () => {
  tab.start();
  await settled();
  server.isDown = true;
  await send('a', 'b');
  expect(server.sent).toEqual(['PUT registrations/a']);
  expect(await first()).toMatchObject({ obstacle: 'network', tries: 1, retryAt: '2026-11-23T12:00:02.000Z' });
  expect(tab.state.unsentCount.value).toBe(2);
  server.isDown = false;
  dispatchEvent(new Event('online'));
  await settled();
  expect([...server.registrations.keys()]).toEqual(['a', 'b']);
  expect(tab.state.unsentCount.value).toBe(0);
});

test('a registration that could not be sent is tried again by itself, ever more seldom until every five minutes', async () => {
  server.isDown = true;
  await send('a');
  const times: number[] = [];
  for (let second = 1; second <= 1200; second += 1) {
    const before = server.sent.length;
    await later(1);
    if (server.sent.length > before) times.push(second);
  }
  // 2, 4, 8 … 256, then 300 seconds apart.
  expect(times).toEqual([2, 6, 14, 30, 62, 126, 254, 510, 810, 1110]);
  server.isDown = false;
  await later(300);
  expect(server.registrations.size).toBe(1);
});

test('phones that lost the network together do not come back together', async () => {
  vi.mocked(Math.random).mockReturnValue(0);
  server.isDown = true;
  await send('a');
  expect(await first()).toMatchObject({ retryAt: '2026-11-23T12:00:01.000Z' });
});

test('an error of the server keeps that one waiting, and the others go', async () => {
  server.script.push({ call: 'PUT registrations/a', answer: () => refusal(500, 'internal') });
  await send('a', 'b');
  expect([...server.registrations.keys()]).toEqual(['b']);
  expect(await first()).toMatchObject({ id: 'a', obstacle: 'server', tries: 1 });
  await later(2);
  expect(server.registrations.has('a')).toBe(true);
});

test.each([
  [429, 'too-many-requests', 'busy', '30', 30],
  [503, 'unavailable', 'server', '40', 40],
  [503, 'busy', 'server', 'Mon, 23 Nov 2026 12:01:00 GMT', 60],
  [429, 'too-many-requests', 'busy', '999999', 3600],
])('%i %s with Retry-After %s: nothing is sent before', async (status, code, obstacle, retryAfter, seconds) => {
  const answer = () => refusal(status, code, { headers: { 'Retry-After': retryAfter } });
  server.script.push({ call: 'PUT', answer });
  await send('a', 'b');
  expect(server.sent).toHaveLength(1);
  const until = new Date(Date.parse('2026-11-23T12:00:00Z') + seconds * 1000).toISOString();
  expect(await first()).toMatchObject({ obstacle, notBefore: until });
  // Not by the network that is back, nor by the person.
  await tab.wake({ isForced: true, isAsked: true });
  expect(server.sent).toHaveLength(1);
  vi.advanceTimersByTime((seconds - 1) * 1000);
  await settled();
  expect(server.sent).toHaveLength(1);
  await later(1);
  expect(server.registrations.size).toBe(2);
});

test.each([
  [429, 'too-many-requests', 'busy'],
  [408, 'internal', 'server'],
  [502, 'internal', 'server'],
])('%i %s without Retry-After waits as after any try', async (status, code, obstacle) => {
  server.script.push({ call: 'PUT', answer: () => refusal(status, code) });
  await send('a');
  expect(await first()).toMatchObject({ obstacle, retryAt: '2026-11-23T12:00:02.000Z', notBefore: null });
});

test("an answer that is no answer of ours, as a hotel's page of wares, is no answer", async () => {
  const page = () => new Response('<html>', { status: 200, headers: { 'Content-Type': 'text/html' } });
  server.script.push({ call: 'PUT', answer: page });
  await send('a');
  expect(await first()).toMatchObject({ obstacle: 'network' });
});

test('signed out it is held without counting tries, and goes when its person has signed in, nobody else', async () => {
  tab.start();
  await settled();
  server.person = null;
  await send('a');
  expect(await first()).toMatchObject({ obstacle: 'signed-out', tries: 0, retryAt: null });
  tab.session.value = { state: 'signed-out' };
  await later(600);
  expect(server.sent).toHaveLength(1);
  const another = { ...PERSON, key: 'another' };
  server.person = another;
  tab.session.value = { state: 'signed-in', ...another };
  await settled();
  expect(server.sent).toHaveLength(1);
  server.person = PERSON;
  tab.session.value = { state: 'signed-in', ...PERSON };
  await settled();
  expect(server.registrations.size).toBe(1);
  expect(server.owners.at(-1)).toBe(PERSON.key);
});

test("what one person's outbox sends into another's session is refused by the server, and stays", async () => {
  // Another has signed in in another tab; this one does not know yet.
  server.person = { ...PERSON, key: 'another' };
  await send('a');
  expect(server.owners).toEqual([PERSON.key]);
  expect(server.registrations.size).toBe(0);
  expect(await first()).toMatchObject({ obstacle: 'signed-out' });
});

test('registrations of a person without a role wait until they have one again', async () => {
  server.script.push({ call: 'PUT', answer: () => refusal(403, 'no-access') });
  await send('a', 'b');
  expect(await first()).toMatchObject({ obstacle: 'no-access' });
  expect(server.sent).toHaveLength(1);
  await tab.wake({ isForced: true });
  expect(server.registrations.size).toBe(2);
});

test('what is sent while another is on its way goes right after it', async () => {
  let isSent: Promise<void> | undefined;
  const slow = () => {
    isSent ??= send('b');
    return refusal(500, 'internal');
  };
  server.script.push({ call: 'PUT registrations/a', answer: slow });
  await send('a');
  await isSent;
  expect([...server.registrations.keys()]).toEqual(['a', 'b']);
});

test('a call that the phone slept through is broken off when the person is back', async () => {
  tab.start();
  await settled();
  let isBroken = false;
  let isHanging = true;
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    if (!isHanging || init.method !== 'PUT') return server.fetch(address, init);
    isHanging = false;
    return new Promise((_, reject) => {
      init.signal!.addEventListener('abort', () => {
        isBroken = true;
        reject(new DOMException('aborted', 'AbortError'));
      });
    });
  });
  await tab.store.enqueue(entry('a'));
  void tab.wake({ isForced: true });
  await settled();
  vi.setSystemTime(new Date('2026-11-23T13:00:00Z'));
  document.dispatchEvent(new Event('visibilitychange'));
  await settled();
  expect(isBroken).toBe(true);
  expect(server.registrations.size).toBe(1);
});

test('who is here is asked before anything is sent, where the page does not know', async () => {
  localStorage.setItem('feltskema.person', PERSON.key);
  await tab.close();
  tab = await openTab();
  tab.session.value = { state: 'unknown' };
  server.isDown = true;
  await send('a');
  expect(server.calls).toEqual(['GET auth/me']);
  expect(await first()).toMatchObject({ obstacle: 'network', tries: 1 });
  server.isDown = false;
  await later(2);
  expect(server.registrations.size).toBe(1);
});

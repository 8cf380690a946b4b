import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Summary } from '../src/api';
import { followRegistrations, forget, hasMore, listFailure, registrations, showMore } from '../src/registrations';
import { session } from '../src/session';
import { FakeApi } from './fake-api';
import { heldReply, problem } from './responses';

let server: FakeApi;
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeApi();
  server.script = [];
  session.value = { state: 'unknown' };
  globalThis.fetch = server.fetch;
  forget();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const titles = () => registrations.value?.map((row: Summary) => row.title);
const statuses = () => registrations.value?.map((row: Summary) => row.status);

test('the newest is on top, and a list that has come to rest is asked for once', async () => {
  server.add('delivered', 'Ældst', 60);
  server.add('refused', 'Nyest', 1);
  stop = followRegistrations();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(titles()).toEqual(['Nyest', 'Ældst']);
  expect(server.calls).toHaveLength(1);
});

test('the list is asked for again until what moves has come to Fasit', async () => {
  const row = server.add('received', 'Besøg');
  stop = followRegistrations();
  await vi.advanceTimersByTimeAsync(0);
  expect(statuses()).toEqual(['received']);
  server.set(row, 'delivered');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(statuses()).toEqual(['delivered']);
  const calls = server.calls.length;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(server.calls).toHaveLength(calls);
});

test('a list in which something waits long is asked for less and less', async () => {
  server.add('waiting', 'Besøg');
  stop = followRegistrations();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(server.calls.length).toBeGreaterThan(10);
  expect(server.calls.length).toBeLessThan(35);
});

test('"Vis flere" adds the next page, and a refresh keeps it', async () => {
  for (let age = 0; age < 30; age += 1) server.add('delivered', `Besøg ${age}`, age);
  stop = followRegistrations();
  await vi.advanceTimersByTimeAsync(0);
  expect(registrations.value).toHaveLength(25);
  expect(hasMore.value).toBe(true);
  await showMore();
  expect(registrations.value).toHaveLength(30);
  expect(hasMore.value).toBe(false);
  dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(registrations.value).toHaveLength(30);
  expect(titles()?.[29]).toBe('Besøg 29');
});

test('a failed call keeps the list and tells', async () => {
  server.add('delivered', 'Besøg');
  stop = followRegistrations();
  await vi.advanceTimersByTimeAsync(0);
  server.fault = () => Promise.reject(new TypeError('failed to fetch'));
  dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(titles()).toEqual(['Besøg']);
  expect(listFailure.value).toBeInstanceOf(Error);
});

test('who signs out leaves no list behind', async () => {
  server.add('delivered', 'Besøg');
  stop = followRegistrations();
  await vi.advanceTimersByTimeAsync(0);
  session.value = { state: 'signed-out' };
  expect(registrations.value).toBeUndefined();
});

/** Lets the next call wait for its answer, which is what the server says now, until the test calls the returned function. */
async function holdNextAnswer(call: () => unknown): Promise<() => Promise<void>> {
  const { reply, send } = heldReply();
  server.fault = () => reply;
  call();
  await vi.advanceTimersByTimeAsync(0);
  server.fault = null;
  const answer = await server.fetch(server.calls.at(-1)!.split(' ')[1]!);
  return () => send(answer);
}

test('of two refreshes the latter counts, whichever is answered last', async () => {
  const row = server.add('received', 'Besøg');
  const answerFirst = await holdNextAnswer(() => (stop = followRegistrations()));
  stop();
  server.set(row, 'delivered');
  stop = followRegistrations();
  await vi.advanceTimersByTimeAsync(0);
  await answerFirst();
  expect(statuses()).toEqual(['delivered']);
});

test('the failure of an earlier refresh that arrives last is not shown', async () => {
  server.add('delivered', 'Besøg');
  const { reply, send } = heldReply();
  server.fault = () => reply;
  stop = followRegistrations();
  await vi.advanceTimersByTimeAsync(0);
  stop();
  server.fault = null;
  stop = followRegistrations();
  await vi.advanceTimersByTimeAsync(0);
  await send(problem(503, 'storage-unavailable', 'Lageret svarer ikke'));
  expect(listFailure.value).toBeUndefined();
});

test('a page that the person has added stays, though a refresh was under way', async () => {
  for (let age = 0; age < 30; age += 1) server.add('delivered', `Besøg ${age}`, age);
  stop = followRegistrations();
  await vi.advanceTimersByTimeAsync(0);
  const answerRefresh = await holdNextAnswer(() => dispatchEvent(new Event('online')));
  await showMore();
  await answerRefresh();
  expect(registrations.value).toHaveLength(30);
  expect(hasMore.value).toBe(false);
});

test.each([
  ['a refresh', () => (stop = followRegistrations())],
  ['the next page', () => showMore()],
] as const)('%s that is answered after the person has signed out brings no list back', async (_, call) => {
  server.add('delivered', 'Besøg');
  const answer = await holdNextAnswer(call);
  session.value = { state: 'signed-out' };
  await answer();
  expect(registrations.value).toBeUndefined();
});

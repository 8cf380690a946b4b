import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Summary } from '../src/api';
import { followRegistrations, forget, hasMore, listFailure, registrations, showMore } from '../src/registrations';
import { session } from '../src/session';
import { FakeApi } from './fake-api';

let server: FakeApi;
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeApi();
  server.script = [];
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

test('it is asked for again until what moves has come to Fasit', async () => {
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

test('what waits long is asked for less and less', async () => {
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

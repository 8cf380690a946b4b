import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { me } from './api';
import { clockError, learnClock, isClockWrong, now, timeNow } from './clock';

const RIGHT = Date.parse('2026-11-23T13:05:00Z');
const learn = (phone: number, took = 0) => learnClock(new Date(RIGHT).toUTCString(), phone - took, phone);

beforeEach(() => void vi.useFakeTimers({ now: RIGHT, toFake: ['Date'] }));
afterEach(() => {
  vi.setSystemTime(RIGHT);
  learn(RIGHT);
  vi.useRealTimers();
});

test.each([
  ['a minute behind', -60_000, false],
  ['three minutes ahead', 3 * 60_000, true],
  ['forty days ahead', 40 * 86_400_000, true],
  ['in 1970', -RIGHT, true],
])('a clock that is %s', (_, ahead, isWrong) => {
  vi.setSystemTime(RIGHT + ahead);
  learn(RIGHT + ahead);
  expect(isClockWrong.value).toBe(isWrong);
  expect(timeNow().getTime()).toBe(isWrong ? RIGHT : RIGHT + ahead);
  if (isWrong) expect(now.value.getTime()).toBe(RIGHT);
});

test('a clock that was set right is believed again', () => {
  vi.setSystemTime(RIGHT + 3_600_000);
  learn(RIGHT + 3_600_000);
  expect(isClockWrong.value).toBe(true);
  vi.setSystemTime(RIGHT);
  learn(RIGHT);
  expect(isClockWrong.value).toBe(false);
});

test('an answer that says nothing of the time, or was too long on its way, says nothing of the clock', () => {
  learn(RIGHT);
  learnClock(null, RIGHT, RIGHT + 3_600_000);
  learnClock('i morgen', RIGHT, RIGHT + 3_600_000);
  learn(RIGHT + 3_600_000, 3_600_000);
  learn(RIGHT + 3_600_000, -1);
  expect(clockError.value).toBe(0);
});

test("the phone's clock is compared with every answer of the server, also a refusal", async () => {
  vi.setSystemTime(RIGHT + 3_600_000);
  const headers = { 'Content-Type': 'application/problem+json', Date: new Date(RIGHT).toUTCString() };
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{}', { status: 401, headers })));
  await expect(me()).rejects.toThrow();
  expect(clockError.value).toBe(-3_600_000);
  vi.unstubAllGlobals();
});

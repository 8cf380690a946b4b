import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { poll, type Outcome } from '../src/poll';

let stop: () => void;
let runs: number;
let outcome: Outcome | Error;
const visible = { value: 'visible' };

beforeEach(() => {
  vi.useFakeTimers();
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visible.value });
  visible.value = 'visible';
  outcome = 'same';
  runs = 0;
  stop = poll(
    async () => {
      runs += 1;
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    (round) => 1_000 * 2 ** round,
  );
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const look = (state: 'visible' | 'hidden') => {
  visible.value = state;
  document.dispatchEvent(new Event('visibilitychange'));
};

test('polling slows down while nothing happens, also when the task fails', async () => {
  await vi.advanceTimersByTimeAsync(2_000);
  expect(runs).toBe(2);
  outcome = new Error('no network');
  await vi.advanceTimersByTimeAsync(4_000);
  expect(runs).toBe(3);
  await vi.advanceTimersByTimeAsync(7_000);
  expect(runs).toBe(3);
});

test('the task is told whether a person has come or the clock has run', async () => {
  stop();
  const backgrounds: boolean[] = [];
  stop = poll(
    async (background) => {
      backgrounds.push(background);
      return 'same';
    },
    () => 1_000,
  );
  await vi.advanceTimersByTimeAsync(1_000);
  look('hidden');
  look('visible');
  dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(backgrounds).toEqual([false, true, false]);
  dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(backgrounds.at(-1)).toBe(true);
});

test('a change begins the delays anew', async () => {
  outcome = 'changed';
  await vi.advanceTimersByTimeAsync(2_000);
  expect(runs).toBe(2);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(runs).toBe(5);
});

test('nobody looks, nothing is asked; who comes back gets an answer at once', async () => {
  await vi.advanceTimersByTimeAsync(0);
  look('hidden');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runs).toBe(1);
  look('visible');
  await vi.advanceTimersByTimeAsync(0);
  expect(runs).toBe(2);
});

test('a rest ends when the person comes back or the network does, and for good at stop', async () => {
  outcome = 'rest';
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runs).toBe(2);
  dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runs).toBe(3);
  stop();
  look('visible');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(runs).toBe(3);
});

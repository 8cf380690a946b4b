import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beforeReload, reloadOnce } from '../src/reloading';
import { waitFor } from './waiting';

let reloads: string[];

beforeEach(() => {
  reloads = [];
  sessionStorage.clear();
  vi.spyOn(location, 'reload').mockImplementation(() => void reloads.push('reloaded'));
});
afterEach(() => vi.restoreAllMocks());

test('what was just written is kept before the page is loaded anew', async () => {
  let saved = () => undefined as void;
  const stop = beforeReload(() => new Promise((resolve) => (saved = resolve)));
  expect(reloadOnce()).toBe(true);
  await Promise.resolve();
  expect(reloads).toEqual([]);
  saved();
  await waitFor(() => expect(reloads).toEqual(['reloaded']));
  stop();
});

test('a page that fails again is not loaded for ever', async () => {
  expect([reloadOnce(), reloadOnce()]).toEqual([true, false]);
  await waitFor(() => expect(reloads).toHaveLength(1));
});

test('without a network the page that is there is better than none', () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  expect(reloadOnce()).toBe(false);
});

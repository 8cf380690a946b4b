/** Waiting for what a page comes to show: as long as a busy machine may need, since only what never comes is a fault. */
import { act } from 'preact/test-utils';
import { vi } from 'vitest';

/** Milliseconds. Shorter than the time that a whole test has, so that it is the wait that says what did not come. */
const PATIENCE = 20_000;

/** Asks again until `check` no longer throws, and gives what it gave; then throws as it last did. */
export const waitFor = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, PATIENCE);

/** Asks again until `look` gives something, and gives that. */
export const waitUntil = <T>(look: () => T | Promise<T>) => vi.waitUntil(look, PATIENCE);

/** Draws the page again and again until it `holds`; then throws and says for what it waited. */
export async function until(holds: () => boolean, description = 'it to happen'): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${description}`);
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  }
}

/** Waits until a page shows something, as long as a busy machine may need. */
import { act } from 'preact/test-utils';
import { vi } from 'vitest';

/** The longest wait, in milliseconds. Shorter than the time limit of a test, so that the failure names what did not come. */
const PATIENCE = 20_000;

/** Calls `check` until it does not throw, and returns its result. Throws its last error after the longest wait. */
export const waitFor = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, PATIENCE);

/** Calls `look` until it returns something truthy, and returns that. */
export const waitUntil = <T>(look: () => T | Promise<T>) => vi.waitUntil(look, PATIENCE);

/** Draws the page until `holds` returns true. Throws after the longest wait, naming the `description`. */
export async function until(holds: () => boolean, description = 'it to happen'): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${description}`);
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  }
}

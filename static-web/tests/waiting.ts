/** Waiting for what a page comes to show: as long as a busy machine may need, since only what never comes is a fault. */
import { vi } from 'vitest';

/** Milliseconds. Shorter than the time that a whole test has, so that it is the wait that says what did not come. */
const PATIENCE = 20_000;

/** Asks again until `check` no longer throws, and gives what it gave; then throws as it last did. */
export const waitFor = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, PATIENCE);

/** Asks again until `look` gives something, and gives that. */
export const waitUntil = <T>(look: () => T | Promise<T>) => vi.waitUntil(look, PATIENCE);

/** Ensures one pass over the outbox at a time in the whole browser, by a Web Lock where available. */

const NAME = 'feltskema-outbox';

/** The result where another tab, or the service worker, has the lock. */
export const BUSY = Symbol('busy');

/**
 * Runs `work` under the lock, or returns `BUSY`.
 *
 * `isAlone`: whether the lock guarantees that no other pass is under way. Without Web Locks, and where the lock was taken from a
 * suspended tab (`isStolen`), two passes may run at once, and the entries' leases keep them from sending the same entry.
 */
export async function alone<T>(work: (isAlone: boolean) => Promise<T>, isStolen = false): Promise<T | typeof BUSY> {
  // `lib.dom` declares it as always there; old phones, and pages without https, do not have it.
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) return work(false);
  let result: T | typeof BUSY = BUSY;
  const under = async (lock: Lock | null) => {
    if (lock) result = await work(!isStolen);
  };
  try {
    await locks.request(NAME, isStolen ? { steal: true } : { ifAvailable: true }, under);
  } catch (failure) {
    // Another tab took the lock because this one looked suspended. The pass goes on; the leases prevent double sending.
    if (!(failure instanceof DOMException && failure.name === 'AbortError')) throw failure;
  }
  return result;
}

/** One pass over the outbox at a time in the whole browser, by a Web Lock where there is one. */

const NAME = 'feltskema-outbox';

/** Another tab, or the worker, has it. */
export const BUSY = Symbol('busy');

/**
 * `work` under the lock, or `BUSY`. It is told whether the lock says that there is no other pass; without Web Locks, and where
 * the lock is taken from a tab that sleeps (`isStolen`), the leases of the entries alone keep passes apart.
 */
export async function alone<T>(work: (isAlone: boolean) => Promise<T>, isStolen = false): Promise<T | typeof BUSY> {
  // `lib.dom` says that it is always there; old phones and pages without https have none.
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) return work(false);
  let result: T | typeof BUSY = BUSY;
  const under = async (lock: Lock | null) => {
    if (lock) result = await work(!isStolen);
  };
  try {
    await locks.request(NAME, isStolen ? { steal: true } : { ifAvailable: true }, under);
  } catch (failure) {
    // Taken from us, since we were thought dead: the leases keep what we still do apart.
    if (!(failure instanceof DOMException && failure.name === 'AbortError')) throw failure;
  }
  return result;
}

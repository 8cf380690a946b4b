/** Ensures one pass over the outbox at a time in the whole browser, by a Web Lock where available. */

const NAME = 'feltskema-outbox';

/** Another tab, or the worker, has it. */
export const BUSY = Symbol('busy');

/**
 * Runs `work` under the lock, or returns `BUSY`.
 *
 * `work` is told whether the lock guarantees that there is no other pass; without Web Locks, and where the lock is
 * taken from a suspended tab (`isStolen`), only the leases of the entries keep passes apart.
 */
export async function alone<T>(work: (isAlone: boolean) => Promise<T>, isStolen = false): Promise<T | typeof BUSY> {
  // `lib.dom` says that it always exists; old phones and pages without https lack it.
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) return work(false);
  let result: T | typeof BUSY = BUSY;
  const under = async (lock: Lock | null) => {
    if (lock) result = await work(!isStolen);
  };
  try {
    await locks.request(NAME, isStolen ? { steal: true } : { ifAvailable: true }, under);
  } catch (failure) {
    // The lock was taken from us as from a suspended tab: the leases keep the passes apart.
    if (!(failure instanceof DOMException && failure.name === 'AbortError')) throw failure;
  }
  return result;
}

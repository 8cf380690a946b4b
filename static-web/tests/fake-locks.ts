/**
 * Web Locks with the functions that the page uses (exclusive locks, waiting, stealing, queries), which no test environment of Node 20 has.
 * As in a browser, where another process holds the locks, a request is granted, and a release is known, a turn later.
 */

export class FakeLocks {
  private readonly holders = new Map<string, { steal: () => void }>();
  private readonly queues = new Map<string, (() => void)[]>();

  /** `answerAfter`: the milliseconds until the other process answers, as on a busy phone. */
  constructor(private readonly answerAfter = 0) {}

  request = (name: string, options: LockOptions, work: () => Promise<unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const { signal, steal } = options;
      if (signal && steal) return reject(new DOMException('steal and signal', 'NotSupportedError'));
      if (signal?.aborted) return reject(new DOMException('given up', 'AbortError'));
      signal?.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
      const grant = () => {
        if (signal?.aborted) return this.next(name);
        const holder = { steal: () => reject(new DOMException('stolen', 'AbortError')) };
        this.holders.set(name, holder);
        const free = () => this.later(() => this.holders.get(name) === holder && this.next(name));
        work().then(resolve, reject).finally(free);
      };
      this.later(() => {
        if (steal) this.holders.get(name)?.steal();
        if (steal || !this.holders.has(name)) grant();
        else this.queues.set(name, [...(this.queues.get(name) ?? []), grant]);
      });
    });

  query = (): Promise<LockManagerSnapshot> =>
    new Promise((resolve) => {
      const heldLocks = () =>
        [...this.holders.keys()].map((name) => ({ name, mode: 'exclusive' as const, clientId: '' }));
      this.later(() => resolve({ held: heldLocks(), pending: [] }));
    });

  /** Runs `work` in the other process, in the order of the requests. */
  private later(work: () => void): void {
    setTimeout(work, this.answerAfter);
  }

  private next(name: string): void {
    this.holders.delete(name);
    this.queues.get(name)?.shift()?.();
  }
}

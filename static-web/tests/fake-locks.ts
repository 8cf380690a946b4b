/**
 * Web Locks as far as the page uses them (exclusive, waited for, stolen, asked about): no test environment of Node 20 has them.
 * As in a browser, which asks another process: a lock is never had at once, and that it was let go is known a turn later.
 */

export class FakeLocks {
  private readonly holders = new Map<string, { steal: () => void }>();
  private readonly queues = new Map<string, (() => void)[]>();

  /** `answerAfter`: so many milliseconds pass before the other process answers, as on a phone with much to do. */
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
      const held = () => [...this.holders.keys()].map((name) => ({ name, mode: 'exclusive' as const, clientId: '' }));
      this.later(() => resolve({ held: held(), pending: [] }));
    });

  /** What is asked of the other process is answered in the order in which it was asked. */
  private later(work: () => void): void {
    setTimeout(work, this.answerAfter);
  }

  private next(name: string): void {
    this.holders.delete(name);
    this.queues.get(name)?.shift()?.();
  }
}

/** Web Locks as far as the page uses them (exclusive, waited for, stolen): no test environment of Node 20 has them. */

interface Waiting {
  grant: () => void;
}

export class FakeLocks {
  private held = new Map<string, { steal: () => void }>();
  private queues = new Map<string, Waiting[]>();

  request = (name: string, options: LockOptions, work: () => Promise<unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const grant = () => {
        const mine = { steal: () => reject(new DOMException('stolen', 'AbortError')) };
        this.held.set(name, mine);
        const free = () => this.held.get(name) === mine && this.next(name);
        work().then(resolve, reject).finally(free);
      };
      if (options.steal) {
        this.held.get(name)?.steal();
        grant();
      } else if (this.held.has(name)) {
        const waiting = { grant };
        this.queues.set(name, [...(this.queues.get(name) ?? []), waiting]);
        options.signal?.addEventListener('abort', () => {
          const queue = this.queues.get(name) ?? [];
          if (!queue.includes(waiting)) return;
          this.queues.set(
            name,
            queue.filter((one) => one !== waiting),
          );
          reject(new DOMException('given up', 'AbortError'));
        });
      } else grant();
    });

  private next(name: string): void {
    this.held.delete(name);
    this.queues.get(name)?.shift()?.grant();
  }
}

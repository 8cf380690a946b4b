/** Web Locks as the browser gives them to all of its tabs: waited for, given up, stolen, and freed when a tab dies. */
import type { Frame } from './frame';

interface Held {
  frame: Frame | undefined;
  steal: () => void;
}

interface Waiting {
  frame: Frame | undefined;
  grant: () => void;
}

type Work = (lock: { name: string } | null) => Promise<unknown>;

export class Locks {
  private readonly held = new Map<string, Held>();
  private queue: (Waiting & { name: string })[] = [];

  request(frame: Frame | undefined, name: string, options: LockOptions, work: Work): Promise<unknown> {
    if (options.ifAvailable && this.held.has(name)) return work(null);
    return new Promise((resolve, reject) => {
      const grant = () => {
        const mine: Held = { frame, steal: () => reject(new DOMException('stolen', 'AbortError')) };
        this.held.set(name, mine);
        const free = () => {
          if (this.held.get(name) === mine) this.next(name);
        };
        Promise.resolve(work({ name })).then(resolve, reject).finally(free);
      };
      if (options.steal) this.held.get(name)?.steal();
      if (options.steal || !this.held.has(name)) return grant();
      const waiting = { name, frame, grant };
      this.queue.push(waiting);
      options.signal?.addEventListener('abort', () => {
        if (!this.queue.includes(waiting)) return;
        this.queue = this.queue.filter((other) => other !== waiting);
        reject(new DOMException('given up', 'AbortError'));
      });
    });
  }

  query = async () => ({
    held: [...this.held.keys()].map((name) => ({ name })),
    pending: this.queue.map(({ name }) => ({ name })),
  });

  /** Of a tab that is dead. */
  release(frame: Frame): void {
    this.queue = this.queue.filter((waiting) => waiting.frame !== frame);
    for (const [name, held] of this.held) if (held.frame === frame) this.next(name);
  }

  private next(name: string): void {
    this.held.delete(name);
    const first = this.queue.find((waiting) => waiting.name === name);
    if (!first) return;
    this.queue = this.queue.filter((other) => other !== first);
    first.grant();
  }
}

/**
 * Web Locks for all tabs of the walk's browser: another process grants them, they can be waited for, given up and stolen, and are released
 * when a tab dies. A frozen tab gets a lock that it has queued for, and keeps it.
 */
import type { Frame, World } from './frame';

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
  private readonly holders = new Map<string, Held>();
  private queue: (Waiting & { name: string })[] = [];

  constructor(private readonly browser: World) {}

  request(name: string, options: LockOptions, work: Work): Promise<unknown> {
    const frame = this.browser.current.getStore();
    const request = new Promise((resolve, reject) => {
      this.browser.later(() => {
        const run = (lock: { name: string } | null) =>
          new Promise((done, failed) => {
            this.browser.enter(frame, () => {
              // oxlint-disable-next-line promise/no-callback-in-promise -- the lock is held until it is done
              work(lock).then(done, failed);
            });
          });
        if (frame?.isDead) return;
        if (options.ifAvailable && this.holders.has(name)) return void run(null).then(resolve, reject);
        const grant = () => {
          const holder: Held = { frame, steal: () => reject(new DOMException('stolen', 'AbortError')) };
          this.holders.set(name, holder);
          const free = () => {
            if (this.holders.get(name) === holder) this.next(name);
          };
          run({ name }).then(resolve, reject).finally(free);
        };
        if (options.steal) this.holders.get(name)?.steal();
        if (options.steal || !this.holders.has(name)) return grant();
        this.wait({ name, frame, grant }, options.signal, reject);
      });
    });
    return this.browser.arrive(frame, request);
  }

  query = () => {
    const frame = this.browser.current.getStore();
    const snapshot = new Promise((resolve) => {
      this.browser.later(() =>
        resolve({
          held: [...this.holders.keys()].map((name) => ({ name })),
          pending: this.queue.map(({ name }) => ({ name })),
        }),
      );
    });
    return this.browser.arrive(frame, snapshot);
  };

  /** Releases the locks of a dead tab. */
  release(frame: Frame): void {
    this.queue = this.queue.filter((waiting) => waiting.frame !== frame);
    for (const [name, holder] of this.holders) if (holder.frame === frame) this.next(name);
  }

  private wait(
    waiting: Waiting & { name: string },
    signal: AbortSignal | undefined,
    reject: (why: Error) => void,
  ): void {
    const giveUp = () => {
      if (!this.queue.includes(waiting)) return;
      this.queue = this.queue.filter((other) => other !== waiting);
      reject(new DOMException('given up', 'AbortError'));
    };
    this.queue.push(waiting);
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp);
  }

  private next(name: string): void {
    this.holders.delete(name);
    const first = this.queue.find((waiting) => waiting.name === name);
    if (!first) return;
    this.queue = this.queue.filter((other) => other !== first);
    first.grant();
  }
}

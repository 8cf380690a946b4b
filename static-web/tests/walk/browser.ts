/**
 * One browser with several tabs, each with modules of its own: what a tab does is known as its own, so that a tab can be killed
 * while the others go on. A tab that is killed has no effect any more: what it asks for comes to nobody.
 */
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { vi } from 'vitest';
import type { Frame } from './frame';
import { Locks } from './locks';

/** What the disk does with a writing that begins: `full` refuses it, `stalled` answers neither yes nor no. */
export type Disk = 'good' | 'full' | 'stalled';

export class Browser {
  readonly current = new AsyncLocalStorage<Frame>();
  readonly frames = new Set<Frame>();
  readonly locks = new Locks();
  readonly channels = new Set<Channel>();
  disk: Disk = 'good';
  isOnline = true;
  /** Faults of the product's own, as its console tells them. */
  delivered: string[] = [];
  private encrypting = 0;
  private undo: () => void = () => undefined;

  /** `give` puts in place what a page is given by its browser, and gives the way back. */
  begin(give: (encrypts: (delta: number) => void) => () => void): void {
    vi.useFakeTimers({
      toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
      now: new Date('2026-11-23T08:00:00Z'),
    });
    this.undo = give((delta) => (this.encrypting += delta));
  }

  end(): void {
    for (const frame of this.frames) this.kill(frame);
    this.undo();
    vi.useRealTimers();
  }

  newFrame(historyState: unknown = null): Frame {
    const frame: Frame = {
      ...{ isDead: false, diesIn: undefined, historyState, path: '/' },
      ...{ listeners: new Map(), channels: new Set() },
    };
    this.frames.add(frame);
    return frame;
  }

  /** The process of the tab ends. A transaction that has begun is done whole: a kill just before it leaves it undone. */
  kill(frame: Frame): void {
    if (frame.isDead) return;
    frame.isDead = true;
    this.frames.delete(frame);
    for (const bound of frame.listeners.values())
      for (const { target, type, bound: listener } of bound) target.removeEventListener(type, listener);
    for (const channel of frame.channels) channel.close();
    this.locks.release(frame);
  }

  /** One step of the tab that runs. Whether it may take it. */
  step(): boolean {
    const frame = this.current.getStore();
    if (!frame) return true;
    if (frame.diesIn !== undefined && (frame.diesIn -= 1) <= 0) this.kill(frame);
    return !frame.isDead;
  }

  get isDead(): boolean {
    return this.current.getStore()?.isDead === true;
  }

  /** Everything that waits for the disk, the cipher or the server goes on so many turns, whatever the clock says. */
  async turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn = this.encrypting > 0 ? turn : turn + 1)
      await new Promise((resolve) => setImmediate(resolve));
  }

  /** The clock goes on, and all that waits for it. */
  async pass(milliseconds: number, parts = 4): Promise<void> {
    for (let part = 0; part < parts; part += 1) {
      await this.turns(10);
      vi.advanceTimersByTime(milliseconds / parts);
    }
    await this.turns(10);
  }
}

/** What tabs tell each other, in the order in which it was told. */
export class Channel extends EventTarget {
  private readonly frame: Frame | undefined;
  private isOpen = true;

  constructor(
    private readonly browser: Browser,
    readonly name: string,
  ) {
    super();
    this.frame = browser.current.getStore();
    browser.channels.add(this);
    this.frame?.channels.add(this);
  }

  postMessage(data: unknown): void {
    if (this.browser.isDead || !this.isOpen) return;
    for (const other of this.browser.channels) if (other !== this && other.name === this.name) other.hear(data);
  }

  close(): void {
    this.isOpen = false;
    this.browser.channels.delete(this);
    this.frame?.channels.delete(this);
  }

  private hear(data: unknown): void {
    const event = new MessageEvent('message', { data: structuredClone(data) });
    const deliver = () => void (this.isOpen && this.dispatchEvent(event));
    setImmediate(() => (this.frame ? this.browser.current.run(this.frame, deliver) : deliver()));
  }
}

/** The function runs in the tab that it was made in, and not at all once that is dead. */
export function ofItsTab<F extends (...given: never[]) => unknown>(browser: Browser, work: F): F {
  const frame = browser.current.getStore();
  if (!frame) return work;
  const bound = AsyncResource.bind(work as unknown as (...given: unknown[]) => unknown);
  return ((...given: never[]) => (frame.isDead ? undefined : (bound(...given) as unknown))) as F;
}

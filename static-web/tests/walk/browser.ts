/**
 * One browser with several tabs: what a tab does is known as its own, so that a tab can be killed, or put to sleep, while the
 * others go on. What comes to a tab that is killed comes to nobody. The world goes on only while the walk lets it, by turns, so
 * that a walk taken again is the same.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';
import { Disk } from './disk';
import { newFrame, type Frame } from './frame';
import { Locks } from './locks';

/** As Node has it: the page's own is the walk's to turn. */
const nextTurn = setImmediate;

export class Browser {
  readonly current = new AsyncLocalStorage<Frame>();
  readonly frames = new Set<Frame>();
  readonly locks = new Locks(this);
  readonly channels = new Set<Channel>();
  readonly values = new Map<string, string>();
  readonly disk: Disk;
  isOnline = true;
  /** Faults of the product's own, as its console tells them. */
  logged: string[] = [];
  private tasks: (() => void)[] = [];
  private undo: () => void = () => undefined;

  /** `random`: what the browser does by itself. */
  constructor(readonly random: () => number) {
    this.disk = new Disk(this);
  }

  /** `give` puts in place what a page is given by its browser, and gives the way back. */
  begin(give: () => () => void): void {
    vi.useFakeTimers({
      toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
      now: new Date('2026-11-23T08:00:00Z'),
    });
    this.undo = give();
  }

  end(): void {
    for (const frame of this.frames) this.kill(frame);
    this.undo();
    vi.useRealTimers();
  }

  newFrame(historyState: unknown = null): Frame {
    const frame = newFrame(historyState);
    this.frames.add(frame);
    return frame;
  }

  /** `work` as the tab does it: not at all once it is dead, and when it wakes where it sleeps. */
  enter(frame: Frame | undefined, work: () => void): void {
    if (!frame) return work();
    if (frame.isDead) return;
    if (frame.isFrozen) frame.waiting.push(work);
    else this.current.run(frame, work);
  }

  /** What `promise` gives, as it comes to the tab. */
  arrive<T>(frame: Frame | undefined, promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      promise.then(
        (value) => this.enter(frame, () => resolve(value)),
        (failure: Error) => this.enter(frame, () => reject(failure)),
      );
    });
  }

  /** The process of the tab ends. */
  kill(frame: Frame): void {
    if (frame.isDead) return;
    frame.isDead = true;
    this.frames.delete(frame);
    for (const bound of frame.listeners.values())
      for (const { target, type, bound: listener } of bound) target.removeEventListener(type, listener);
    for (const channel of frame.channels) channel.close();
    this.locks.release(frame);
    this.disk.leave(frame);
  }

  /** The system puts the tab to sleep, as it stands. */
  freeze(frame: Frame): void {
    frame.isHidden = true;
    if (this.random() < 0.5) this.dispatch(frame, 'visibilitychange');
    frame.isFrozen = true;
    if (this.random() < 0.5) this.disk.breakOff(frame);
  }

  wake(frame: Frame): void {
    if (!frame.isFrozen) return;
    frame.isFrozen = false;
    frame.isHidden = false;
    for (const work of frame.waiting.splice(0)) this.enter(frame, work);
    this.dispatch(frame, 'visibilitychange');
    this.disk.goOn(frame);
  }

  /** An event that is the tab's alone. */
  private dispatch(frame: Frame, type: string): void {
    const listeners = [...frame.listeners.values()].flat().filter((listener) => listener.type === type);
    for (const { bound } of listeners) bound(new Event(type));
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

  /** `work` a turn later, as the tab that asks for it. */
  readonly later = (work: () => void): void => {
    const frame = this.current.getStore();
    this.tasks.push(() => (frame ? this.current.run(frame, work) : work()));
  };

  /** Everything that waits for the disk, the cipher or the server goes on so many turns, whatever the clock says. */
  async turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn += 1) {
      for (const task of this.tasks.splice(0)) nextTurn(task);
      await new Promise((resolve) => nextTurn(resolve));
    }
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
    this.browser.later(() => this.browser.enter(this.frame, deliver));
  }
}

/** The function runs in the tab that it was made in: when that wakes where it sleeps, and not at all once it is dead. */
export function ofItsTab<F extends (...args: never[]) => unknown>(browser: Browser, work: F): F {
  const frame = browser.current.getStore();
  if (!frame) return work;
  return ((...args: never[]) => browser.enter(frame, () => void work(...args))) as F;
}

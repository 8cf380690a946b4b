/**
 * A browser with several tabs. All work is assigned to the tab that started it, so that one tab can be killed or frozen while the others
 * continue. Events and answers for a killed tab are dropped. Time and work advance only by turns that the walk takes, so that a walk can be
 * repeated exactly.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';
import { Disk } from './disk';
import { newFrame, type Frame } from './frame';
import { Locks } from './locks';

/** Node's `setImmediate`; the walk replaces the page's. */
const nextTurn = setImmediate;

export class Browser {
  readonly current = new AsyncLocalStorage<Frame>();
  readonly frames = new Set<Frame>();
  readonly locks = new Locks(this);
  readonly channels = new Set<Channel>();
  readonly values = new Map<string, string>();
  readonly disk: Disk;
  isOnline = true;
  /** Unexpected errors that the product has written to its console. */
  logged: string[] = [];
  private tasks: (() => void)[] = [];
  private undo: () => void = () => undefined;

  /** `random` decides what the browser does by itself. */
  constructor(readonly random: () => number) {
    this.disk = new Disk(this);
  }

  /** Installs the browser's globals with `give`, which returns a function that restores Node's. */
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

  /** Runs `work` as the tab: not at all if it is dead, and after it wakes if it is frozen. */
  enter(frame: Frame | undefined, work: () => void): void {
    if (!frame) return work();
    if (frame.isDead) return;
    if (frame.isFrozen) frame.waiting.push(work);
    else this.current.run(frame, work);
  }

  /** A promise that settles as `promise` does, in the tab: never if it is dead, and after it wakes if it is frozen. */
  arrive<T>(frame: Frame | undefined, promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      promise.then(
        (value) => this.enter(frame, () => resolve(value)),
        (failure: Error) => this.enter(frame, () => reject(failure)),
      );
    });
  }

  /** Ends the tab's process. */
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

  /** Freezes the tab in its present state, as a phone does. */
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

  /** Dispatches an event in this tab only. */
  private dispatch(frame: Frame, type: string): void {
    const listeners = [...frame.listeners.values()].flat().filter((listener) => listener.type === type);
    for (const { bound } of listeners) bound(new Event(type));
  }

  /** Counts a step of the running tab. Returns whether it may take it: a tab may be set to die at a step. */
  step(): boolean {
    const frame = this.current.getStore();
    if (!frame) return true;
    if (frame.diesIn !== undefined && (frame.diesIn -= 1) <= 0) this.kill(frame);
    return !frame.isDead;
  }

  get isDead(): boolean {
    return this.current.getStore()?.isDead === true;
  }

  /** Runs `work` a turn later, as the running tab. */
  readonly later = (work: () => void): void => {
    const frame = this.current.getStore();
    this.tasks.push(() => (frame ? this.current.run(frame, work) : work()));
  };

  /** Lets the disk, the cipher and the server work for so many turns, without advancing the clock. */
  async turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn += 1) {
      for (const task of this.tasks.splice(0)) nextTurn(task);
      await new Promise((resolve) => nextTurn(resolve));
    }
  }

  /** Advances the clock, and runs what waits for it. */
  async pass(milliseconds: number, parts = 4): Promise<void> {
    for (let part = 0; part < parts; part += 1) {
      await this.turns(10);
      vi.advanceTimersByTime(milliseconds / parts);
    }
    await this.turns(10);
  }
}

/** A `BroadcastChannel` between the tabs, which delivers messages in order. */
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

/** Binds a function to the running tab: it runs after the tab wakes if it is frozen, and not at all if it is dead. */
export function ofItsTab<F extends (...args: never[]) => unknown>(browser: Browser, work: F): F {
  const frame = browser.current.getStore();
  if (!frame) return work;
  return ((...args: never[]) => browser.enter(frame, () => void work(...args))) as F;
}

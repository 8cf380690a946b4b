/**
 * Ensures that only one tab writes a draft: the one that holds the Web Lock of its id. Another tab shows it read-only,
 * and may take over.
 *
 * No answer depends on the lock: a frozen tab can keep it, and a browser may not have Web Locks. Where two tabs have written all the
 * same, saving detects it by the revision of the draft's row, and merges both.
 *
 * A tab queues for the lock while it is visible. So a draft that is open in one tab only can be edited there, however late the browser
 * answers. The page shows that another tab has the draft only when the browser reports that the lock is held.
 */
import { effect, signal, type ReadonlySignal } from '@preact/signals';

export interface Writer {
  /** Whether this tab may write; undefined until it is known. */
  isWriting: ReadonlySignal<boolean | undefined>;
  /** Queues for the lock. Returns a function that stops, and releases it. */
  start(): () => void;
  /** Resolves when this tab may write. */
  takeOver(): Promise<void>;
  /** Informs the other tabs that the draft has been saved. */
  announceSaved(): void;
}

interface WriterListener {
  /** Another tab takes the draft over. Must save the last changes. */
  onTakeOver: () => Promise<void>;
  /** Another tab has saved the draft. */
  onSaved: () => void;
  /** This tab, which has only shown the draft, may write from now on. Must load the draft again first. */
  onMayWrite: () => void;
}

type Message = { kind: 'asked' } | { kind: 'kept' };

/** How often to ask the browser whether another tab holds the lock, while this tab waits for it. */
const CHECK_HOLDER_AFTER_MS = 400;
/** How long the other tab may take to save before the lock is taken from it: a frozen tab never answers. */
const SAVE_BEFORE_TAKEOVER_MS = 1_500;

/** Queues this tab for the draft with the id. Without Web Locks every tab may write. */
export const writerOf = (id: string, listener: WriterListener): Writer =>
  new TabWriter(`feltskema.draft.${id}`, listener);

class TabWriter implements Writer {
  readonly isWriting = signal<boolean | undefined>(undefined);
  private readonly locks = (navigator as { locks?: LockManager }).locks;
  private channel: BroadcastChannel | undefined;
  private releaseLock: (() => void) | undefined;
  /** This tab's place in the queue for the lock; aborting it leaves the queue. */
  private place = new AbortController();

  constructor(
    private readonly name: string,
    private readonly listener: WriterListener,
  ) {}

  start = () => {
    addEventListener('pagehide', this.leave);
    addEventListener('pageshow', this.join);
    document.addEventListener('visibilitychange', this.join);
    this.join();
    return () => {
      this.leave();
      removeEventListener('pagehide', this.leave);
      removeEventListener('pageshow', this.join);
      document.removeEventListener('visibilitychange', this.join);
    };
  };

  takeOver = async () => {
    if (!this.locks || this.releaseLock) return;
    this.post({ kind: 'asked' });
    await Promise.race([isTrue(this.isWriting), after(SAVE_BEFORE_TAKEOVER_MS)]);
    if (this.isWriting.peek()) return;
    this.queueForLock({ steal: true });
    await isTrue(this.isWriting);
  };

  announceSaved = () => this.post({ kind: 'kept' });

  private join = () => {
    if (!this.locks) return this.startWriting();
    this.listen();
    if (this.releaseLock) return;
    // A hidden tab must not take the draft from the tab in which it is opened next.
    if (document.visibilityState === 'hidden') this.place.abort();
    else this.queueForLock();
  };

  /** Closes the channel and releases the lock, which would keep the page out of the browser's back/forward cache. */
  private leave = () => {
    this.place.abort();
    this.releaseLock?.();
    this.releaseLock = undefined;
    this.isWriting.value = undefined;
    this.channel?.close();
    this.channel = undefined;
  };

  private startWriting(): void {
    if (this.isWriting.peek() === false) this.listener.onMayWrite();
    this.isWriting.value = true;
  }

  /** Queues at the end. Once acquired, the lock is held until it is taken or released. */
  private queueForLock(options?: LockOptions): void {
    this.place.abort();
    const place = (this.place = new AbortController());
    let wasAcquired = false;
    const whileHeld = () =>
      new Promise<void>((release) => {
        if (place.signal.aborted) return release();
        wasAcquired = true;
        this.releaseLock = release;
        this.startWriting();
      });
    const ended = () => {
      if (place.signal.aborted) return;
      // The browser forbids locks, so no other tab can hold one either.
      if (!wasAcquired) return this.startWriting();
      this.releaseLock = undefined;
      this.isWriting.value = false;
      this.join();
    };
    this.locks!.request(this.name, options ?? { signal: place.signal }, whileHeld).then(ended, ended);
    if (this.isWriting.peek() === undefined) void this.checkHolder(place.signal);
  }

  private async checkHolder(waiting: AbortSignal): Promise<void> {
    const isUnknown = () => !waiting.aborted && this.isWriting.peek() === undefined;
    while (isUnknown()) {
      await after(CHECK_HOLDER_AFTER_MS);
      const { held = [] } = await this.locks!.query();
      if (isUnknown() && held.some(({ name }) => name === this.name)) this.isWriting.value = false;
    }
  }

  private listen(): void {
    if (this.channel || typeof BroadcastChannel === 'undefined') return;
    this.channel = new BroadcastChannel(this.name);
    this.channel.addEventListener('message', this.onMessage);
  }

  private post(message: Message): void {
    this.channel?.postMessage(message);
  }

  private onMessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'kept') this.listener.onSaved();
    else if (this.releaseLock) {
      this.isWriting.value = false;
      void this.listener.onTakeOver().finally(() => this.releaseLock?.());
    } else if (!this.place.signal.aborted) {
      // The tab that asks goes first in the queue.
      this.queueForLock();
    }
  };
}

/** Resolves when the value is true, or at once. */
function isTrue(value: ReadonlySignal<boolean | undefined>): Promise<void> {
  return new Promise((resolve) => {
    effect(() => {
      if (value.value) resolve();
    });
  });
}

const after = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * Ensures that only one tab writes a draft: the one that holds the Web Lock of its id. Another tab shows it read-only,
 * and may take over.
 *
 * The lock is only a convenience. A frozen tab can keep its lock, and a browser may have none: that two tabs have
 * written is detected by the revision of the draft's row when it is saved, and merged.
 *
 * A tab queues for the lock while it is visible. So a draft that is open in one tab only can be edited there, however
 * late the browser answers; that another tab has it is shown only when the browser says that the lock is held.
 */
import { effect, signal, type ReadonlySignal } from '@preact/signals';

export interface Writer {
  /** Whether this tab may write; undefined until it is known. */
  isWriting: ReadonlySignal<boolean | undefined>;
  /** Queues for the lock. Returns a function that stops, and releases it. */
  start(): () => void;
  /** Resolves when this tab may write. */
  takeOver(): Promise<void>;
  /** Tells the other tabs that the draft has been saved. */
  tellSaved(): void;
}

interface WriterListener {
  /** Another tab takes the draft over: save what is not saved yet. */
  onAsked: () => Promise<void>;
  /** Another tab has saved the draft. */
  onSaved: () => void;
  /** This tab may write from now on; it has only shown the draft so far, and must read it again first. */
  onLetIn: () => void;
}

type Message = { kind: 'asked' } | { kind: 'kept' };

/** How long to wait for the lock before asking the browser who holds it, again and again while nobody does. */
const ASK_WHO_AFTER_MS = 400;
/** How long the other tab may take to save. A frozen one never answers: then the lock is taken from it. */
const ASKED_FOR_MS = 1_500;

/** Without Web Locks every tab may write. */
export const writerOf = (id: string, listener: WriterListener): Writer =>
  new TabWriter(`feltskema.draft.${id}`, listener);

class TabWriter implements Writer {
  readonly isWriting = signal<boolean | undefined>(undefined);
  private readonly locks = (navigator as { locks?: LockManager }).locks;
  private channel: BroadcastChannel | undefined;
  private letGo: (() => void) | undefined;
  /** The present place in the queue; aborting it leaves the queue. */
  private place = new AbortController();

  constructor(
    private readonly name: string,
    private readonly listener: WriterListener,
  ) {}

  start = () => {
    addEventListener('pagehide', this.leave);
    addEventListener('pageshow', this.arrive);
    document.addEventListener('visibilitychange', this.arrive);
    this.arrive();
    return () => {
      this.leave();
      removeEventListener('pagehide', this.leave);
      removeEventListener('pageshow', this.arrive);
      document.removeEventListener('visibilitychange', this.arrive);
    };
  };

  takeOver = async () => {
    if (!this.locks || this.letGo) return;
    this.post({ kind: 'asked' });
    await Promise.race([isTrue(this.isWriting), after(ASKED_FOR_MS)]);
    if (this.isWriting.peek()) return;
    this.standInLine({ steal: true });
    await isTrue(this.isWriting);
  };

  tellSaved = () => this.post({ kind: 'kept' });

  private arrive = () => {
    if (!this.locks) return this.letIn();
    this.listen();
    if (this.letGo) return;
    // A hidden tab must not take the draft from the tab in which it is opened next.
    if (document.visibilityState === 'hidden') this.place.abort();
    else this.standInLine();
  };

  /** An open channel or a lock would keep the page out of the browser's back/forward cache. */
  private leave = () => {
    this.place.abort();
    this.letGo?.();
    this.letGo = undefined;
    this.isWriting.value = undefined;
    this.channel?.close();
    this.channel = undefined;
  };

  private letIn(): void {
    if (this.isWriting.peek() === false) this.listener.onLetIn();
    this.isWriting.value = true;
  }

  /** Queues at the end. Once acquired, the lock is held until it is taken or released. */
  private standInLine(options?: LockOptions): void {
    this.place.abort();
    const place = (this.place = new AbortController());
    let isHad = false;
    const held = () =>
      new Promise<void>((release) => {
        if (place.signal.aborted) return release();
        isHad = true;
        this.letGo = release;
        this.letIn();
      });
    const over = () => {
      if (place.signal.aborted) return;
      // Where locks are forbidden, nobody ever holds one.
      if (!isHad) return this.letIn();
      this.letGo = undefined;
      this.isWriting.value = false;
      this.arrive();
    };
    this.locks!.request(this.name, options ?? { signal: place.signal }, held).then(over, over);
    if (this.isWriting.peek() === undefined) void this.askWho(place.signal);
  }

  private async askWho(waiting: AbortSignal): Promise<void> {
    const isUnknown = () => !waiting.aborted && this.isWriting.peek() === undefined;
    while (isUnknown()) {
      await after(ASK_WHO_AFTER_MS);
      const { held = [] } = await this.locks!.query();
      if (isUnknown() && held.some(({ name }) => name === this.name)) this.isWriting.value = false;
    }
  }

  private listen(): void {
    if (this.channel || typeof BroadcastChannel === 'undefined') return;
    this.channel = new BroadcastChannel(this.name);
    this.channel.addEventListener('message', this.hear);
  }

  private post(message: Message): void {
    this.channel?.postMessage(message);
  }

  private hear = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'kept') this.listener.onSaved();
    else if (this.letGo) {
      this.isWriting.value = false;
      void this.listener.onAsked().finally(() => this.letGo?.());
    } else if (!this.place.signal.aborted) {
      // The tab that asks goes first in the queue.
      this.standInLine();
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

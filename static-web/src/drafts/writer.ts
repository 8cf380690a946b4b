/**
 * One writer a draft: the tab that holds the Web Lock of its id. Another shows it read-only and may take over.
 *
 * The lock spares people a surprise and nothing more. A frozen tab can keep its lock, and a browser may have none: that both have
 * written is found by the revision of the draft's row when it is kept, and merged.
 *
 * A tab stands in line for the lock for as long as it is looked at. So a draft that is open in one tab alone is written in there,
 * however late the browser answers; that another tab has it is said only when the browser says that the lock is held.
 */
import { effect, signal, type ReadonlySignal } from '@preact/signals';

export interface Writer {
  /** Whether this tab may write; undefined until it is known. */
  isWriting: ReadonlySignal<boolean | undefined>;
  /** Stands in line for the lock. Gives the way to stop, which lets it go. */
  start(): () => void;
  /** Resolves when this tab may write. */
  takeOver(): Promise<void>;
  /** Tells the other tabs that the draft is kept anew. */
  tellKept(): void;
}

interface Told {
  /** Keeps what is not yet kept: another tab takes the draft over. */
  onAsked: () => Promise<void>;
  /** Another tab has kept it anew. */
  onKept: () => void;
  /** From now on this tab writes in what it only showed till now, which is read anew first. */
  onLetIn: () => void;
}

type Message = { kind: 'asked' } | { kind: 'kept' };

/** So long the lock is waited for before the browser is asked who has it, and asked again for as long as nobody has. */
const ASK_WHO_AFTER_MS = 400;
/** So long the tab that is asked may take to keep what it has. A frozen one never answers: the lock is taken from it. */
const ASKED_FOR_MS = 1_500;

/** Without Web Locks every tab may write. */
export const writerOf = (id: string, listener: Told): Writer => new TabWriter(`feltskema.draft.${id}`, listener);

class TabWriter implements Writer {
  readonly isWriting = signal<boolean | undefined>(undefined);
  private readonly locks = (navigator as { locks?: LockManager }).locks;
  private channel: BroadcastChannel | undefined;
  private letGo: (() => void) | undefined;
  /** The place in the line that counts; it is left by aborting it. */
  private place = new AbortController();

  constructor(
    private readonly name: string,
    private readonly listener: Told,
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

  tellKept = () => this.post({ kind: 'kept' });

  private arrive = () => {
    if (!this.locks) return this.letIn();
    this.listen();
    if (this.letGo) return;
    // A tab that nobody looks at takes no draft from the one in which it is opened next.
    if (document.visibilityState === 'hidden') this.place.abort();
    else this.standInLine();
  };

  /** An open channel, or a lock, keeps a page out of the browser's memory of pages to go back to. */
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

  /** At the end of the line. Once had, the lock is held until it is taken or let go. */
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
      // Where locks are forbidden nobody ever has one.
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
    if (data.kind === 'kept') this.listener.onKept();
    else if (this.letGo) {
      this.isWriting.value = false;
      void this.listener.onAsked().finally(() => this.letGo?.());
    } else if (!this.place.signal.aborted) {
      // Whoever asks comes first.
      this.standInLine();
    }
  };
}

/** Resolves when it is, or at once. */
function isTrue(value: ReadonlySignal<boolean | undefined>): Promise<void> {
  return new Promise((resolve) => {
    effect(() => {
      if (value.value) resolve();
    });
  });
}

const after = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

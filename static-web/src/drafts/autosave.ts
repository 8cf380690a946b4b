/**
 * Keeps a draft at each change; changes that come while one is being written are written together after it. What it tells is true: `kept` is said when
 * the phone's store has confirmed it, and never of what it has not answered for.
 */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Answers } from '../definition';
import { beforeReload } from '../reloading';
import { AlreadySent, keep, StorageUnavailable, Removed, type Draft, type UnavailableReason } from './index';

export type Kept =
  | { state: 'nothing-yet' }
  | { state: 'kept'; at: string }
  /** Tried again at the next change, and by itself. */
  | { state: 'not-kept'; why: UnavailableReason }
  /** It is in the outbox: nothing more is kept of it. */
  | { state: 'sent' }
  /** Another tab has deleted it, or has had it sent: nothing more is kept of it. */
  | { state: 'removed' };

export interface Autosave {
  kept: ReadonlySignal<Kept>;
  /** Of what was kept last: whoever keeps the draft by other means says it. */
  revision(): number | undefined;
  /** There is something new to keep. */
  changed(): void;
  /** Keep it now, and tell when it is on the phone. Never rejects. */
  flush(): Promise<void>;
  /** Keep what is not yet kept, and follow no longer. */
  stop(): void;
  /** Keep nothing more: the draft is sent or thrown away. Resolves when nothing is being written. */
  abandon(): Promise<void>;
}

export interface Following {
  /** The draft as the phone had it when the form was opened. */
  opened?: Draft | undefined;
  /** Another tab has written too: `answers` are both's, made of what `written` was here. */
  onMerged?: (written: Answers, answers: Answers) => void;
  onKept?: () => void;
}

const AGAIN_MS = 5_000;

const unfinished = new Set<Promise<void>>();

/** When all is kept of the forms that were left: one that is opened again at once must find what was written last. */
export async function lastSaves(): Promise<void> {
  await Promise.all(unfinished);
}

/** Is waited for like those: it puts on the phone, or takes from it, what somebody wrote. */
export function amongLast<T>(work: Promise<T>): Promise<T> {
  const over = work.then(
    () => void unfinished.delete(over),
    () => void unfinished.delete(over),
  );
  unfinished.add(over);
  return work;
}

/** `current` is asked for the draft at the moment it is written. */
export function autosave(current: () => Draft, following: Following = {}): Autosave {
  return new Saver(current, following);
}

class Saver implements Autosave {
  readonly kept: Signal<Kept>;
  /** Of what was kept last. */
  private last: { revision?: number | undefined; keptIn?: string | undefined } = {};
  private base: Answers;
  private writing: Promise<void> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isNew = false;
  private isOver = false;
  private readonly unfollow: () => void;

  constructor(
    private readonly current: () => Draft,
    private readonly following: Following,
  ) {
    const { opened } = following;
    this.kept = signal<Kept>(opened ? { state: 'kept', at: opened.updatedAt } : { state: 'nothing-yet' });
    if (opened) this.last = { revision: opened.revision ?? 0, keptIn: opened.keptIn };
    this.base = opened?.answers ?? {};
    this.unfollow = whenLeft(() => this.flush());
  }

  revision(): number | undefined {
    return this.last.revision;
  }

  changed(): void {
    this.isNew = true;
    void this.flush();
  }

  flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.isNew) this.writing ??= this.write();
    return this.writing ?? Promise.resolve();
  }

  stop(): void {
    // What cannot be kept now is not tried for ever by a form that nobody sees.
    void amongLast(this.flush().then(() => this.end()));
    this.unfollow();
  }

  abandon(): Promise<void> {
    this.end();
    // What is sent or thrown away cannot be lost.
    if (this.kept.peek().state === 'not-kept') this.kept.value = { state: 'nothing-yet' };
    return this.flush();
  }

  private end(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  private async write(): Promise<void> {
    // One tap may change several answers: they are all there a microtask later.
    await Promise.resolve();
    while (this.isNew && !this.isOver) {
      this.isNew = false;
      const draft = this.draftToKeep();
      try {
        this.done(draft, await keep(draft, this.base));
      } catch (failure) {
        this.failed(failure);
        break;
      }
    }
    this.writing = undefined;
  }

  private draftToKeep(): Draft {
    const { revision: _, ...now } = this.current();
    const { revision, keptIn } = this.last;
    return { ...now, ...(revision === undefined ? {} : { revision }), ...(keptIn ? { keptIn } : {}) };
  }

  private done(draft: Draft, result: Draft): void {
    const { answers, updatedAt, revision, keptIn } = result;
    this.last = { revision, keptIn };
    this.base = answers;
    this.kept.value = { state: 'kept', at: updatedAt };
    if (answers !== draft.answers) this.following.onMerged?.(draft.answers, answers);
    this.following.onKept?.();
  }

  private failed(failure: unknown): void {
    if (failure instanceof AlreadySent || failure instanceof Removed) {
      this.isOver = true;
      this.kept.value = { state: failure instanceof AlreadySent ? 'sent' : 'removed' };
      return;
    }
    this.isNew = true;
    this.kept.value = { state: 'not-kept', why: failure instanceof StorageUnavailable ? failure.why : 'broken' };
    clearTimeout(this.timer);
    if (!this.isOver) this.timer = setTimeout(() => void this.flush(), AGAIN_MS);
  }
}

/** Keeps when the page is put away, or is about to be loaded anew. Gives the way to stop. */
function whenLeft(flush: () => Promise<void>): () => void {
  const away = () => void flush();
  const hidden = () => {
    if (document.visibilityState === 'hidden') away();
  };
  document.addEventListener('visibilitychange', hidden);
  addEventListener('pagehide', away);
  const stop = beforeReload(flush);
  return () => {
    document.removeEventListener('visibilitychange', hidden);
    removeEventListener('pagehide', away);
    stop();
  };
}

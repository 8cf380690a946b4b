/**
 * Saves a draft after each change; changes made during a write are saved together after it.
 *
 * What it reports is true: `kept` is reported only when the phone's store has confirmed the write.
 */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Answers } from '../definition';
import { beforeReload } from '../reloading';
import { AlreadySent, saveDraft, StorageUnavailable, Removed, type Draft, type UnavailableReason } from './index';

export type SaveState =
  | { state: 'nothing-yet' }
  | { state: 'kept'; at: string }
  /** Saving is retried at the next change, and automatically. */
  | { state: 'not-kept'; why: UnavailableReason }
  /** The draft is in the outbox: it is not saved any more. */
  | { state: 'sent' }
  /** Another tab has deleted or sent it: it is not saved any more. */
  | { state: 'removed' };

export interface Autosave {
  state: ReadonlySignal<SaveState>;
  /** Whether the last change is still on its way to the store, so that a page that ends now may lose it. */
  isSaving: ReadonlySignal<boolean>;
  /** The revision saved last, for callers that save the draft themselves. */
  revision(): number | undefined;
  /** Tells that the draft has changed. */
  changed(): void;
  /** Saves it now; resolves when it is on the phone. Never rejects. */
  flush(): Promise<void>;
  /** Saves what is not saved yet, and then stops. */
  stop(): void;
  /** Stops without saving: the draft is sent or discarded. Resolves when no write is under way. */
  abandon(): Promise<void>;
}

export interface Following {
  /** The draft as the phone had it when the form was opened. */
  opened?: Draft | undefined;
  /** Another tab has written too: `answers` are merged from both; `written` were this tab's. */
  onMerged?: (written: Answers, answers: Answers) => void;
  onSaved?: () => void;
}

const AGAIN_MS = 5_000;

const unfinished = new Set<Promise<void>>();

/** Resolves when forms that were left are saved: one that is opened again at once must find what was written last. */
export async function lastSaves(): Promise<void> {
  await Promise.all(unfinished);
}

/** Makes `lastSaves` wait for this work too: it writes or deletes a draft. */
export function amongLast<T>(work: Promise<T>): Promise<T> {
  const over = work.then(
    () => void unfinished.delete(over),
    () => void unfinished.delete(over),
  );
  unfinished.add(over);
  return work;
}

/** Begins to save. `current` returns the draft at the moment of writing. */
export function autosave(current: () => Draft, following: Following = {}): Autosave {
  return new Saver(current, following);
}

class Saver implements Autosave {
  readonly state: Signal<SaveState>;
  readonly isSaving = signal(false);
  /** The result of the last save. */
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
    this.state = signal<SaveState>(opened ? { state: 'kept', at: opened.updatedAt } : { state: 'nothing-yet' });
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
    if (this.isNew && !this.isOver) {
      this.isSaving.value = true;
      this.writing ??= this.write();
    }
    return this.writing ?? Promise.resolve();
  }

  stop(): void {
    // A form that is no longer shown does not retry for ever.
    void amongLast(this.flush().then(() => this.end()));
    this.unfollow();
  }

  abandon(): Promise<void> {
    this.end();
    // What is sent or discarded cannot be lost.
    if (this.state.peek().state === 'not-kept') this.state.value = { state: 'nothing-yet' };
    return this.flush();
  }

  private end(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  private async write(): Promise<void> {
    // One tap may change several answers: after a microtask, all of them are there.
    await Promise.resolve();
    while (this.isNew && !this.isOver) {
      this.isNew = false;
      const draft = this.draftToSave();
      try {
        this.done(draft, await saveDraft(draft, this.base));
      } catch (failure) {
        this.failed(failure);
        break;
      }
    }
    this.writing = undefined;
    this.isSaving.value = false;
  }

  private draftToSave(): Draft {
    const { revision: _, ...now } = this.current();
    const { revision, keptIn } = this.last;
    return { ...now, ...(revision === undefined ? {} : { revision }), ...(keptIn ? { keptIn } : {}) };
  }

  private done(draft: Draft, result: Draft): void {
    const { answers, updatedAt, revision, keptIn } = result;
    this.last = { revision, keptIn };
    this.base = answers;
    this.state.value = { state: 'kept', at: updatedAt };
    if (answers !== draft.answers) this.following.onMerged?.(draft.answers, answers);
    this.following.onSaved?.();
  }

  private failed(failure: unknown): void {
    if (failure instanceof AlreadySent || failure instanceof Removed) {
      this.isOver = true;
      this.state.value = { state: failure instanceof AlreadySent ? 'sent' : 'removed' };
      return;
    }
    this.isNew = true;
    this.state.value = { state: 'not-kept', why: failure instanceof StorageUnavailable ? failure.why : 'broken' };
    clearTimeout(this.timer);
    if (!this.isOver) this.timer = setTimeout(() => void this.flush(), AGAIN_MS);
  }
}

/** Saves when the page is hidden or about to be reloaded. Returns a function that stops this. */
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

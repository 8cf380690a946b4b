/**
 * Saves a draft after each change; changes made during a write are saved together after it.
 *
 * The state is `kept` only after the phone's store has confirmed the write.
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
  /** Whether a change is being written to the store: a page that is closed now may lose it. */
  isSaving: ReadonlySignal<boolean>;
  /** The revision saved last, for callers that save the draft themselves. */
  revision(): number | undefined;
  /** To be called after each change of the draft: saves it. */
  changed(): void;
  /** Saves it now; resolves when it is on the phone. Never rejects. */
  flush(): Promise<void>;
  /** Saves the last changes, and then stops. */
  stop(): void;
  /** Stops without saving: the draft is sent or discarded. Resolves when no write is under way. */
  abandon(): Promise<void>;
}

export interface AutosaveOptions {
  /** The draft as the phone had it when the form was opened. */
  opened?: Draft | undefined;
  /** Called when another tab has saved too. `written`: the answers of this tab; `answers`: merged from both tabs. */
  onMerged?: (written: Answers, answers: Answers) => void;
  onSaved?: () => void;
}

const RETRY_MS = 5_000;

const unfinished = new Set<Promise<void>>();

/** Resolves when closed forms are saved, so that a form that is opened again at once shows the last changes. */
export async function pendingSaves(): Promise<void> {
  await Promise.all(unfinished);
}

/** Makes `pendingSaves` wait for `work`, which writes or deletes a draft. Returns `work`. */
export function trackSave<T>(work: Promise<T>): Promise<T> {
  const ended = work.then(
    () => void unfinished.delete(ended),
    () => void unfinished.delete(ended),
  );
  unfinished.add(ended);
  return work;
}

/** Starts to save a draft. `current` returns the draft as it is now; it is called before each write. */
export function autosave(current: () => Draft, options: AutosaveOptions = {}): Autosave {
  return new Saver(current, options);
}

class Saver implements Autosave {
  readonly state: Signal<SaveState>;
  readonly isSaving = signal(false);
  /** The result of the last save. */
  private last: { revision?: number | undefined; keptIn?: string | undefined } = {};
  private base: Answers;
  private writing: Promise<void> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private hasUnsaved = false;
  private isStopped = false;
  private readonly unfollow: () => void;

  constructor(
    private readonly current: () => Draft,
    private readonly options: AutosaveOptions,
  ) {
    const { opened } = options;
    this.state = signal<SaveState>(opened ? { state: 'kept', at: opened.updatedAt } : { state: 'nothing-yet' });
    if (opened) this.last = { revision: opened.revision ?? 0, keptIn: opened.keptIn };
    this.base = opened?.answers ?? {};
    this.unfollow = saveWhenHidden(() => this.flush());
  }

  revision(): number | undefined {
    return this.last.revision;
  }

  changed(): void {
    this.hasUnsaved = true;
    void this.flush();
  }

  flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.hasUnsaved && !this.isStopped) {
      this.isSaving.value = true;
      this.writing ??= this.write();
    }
    return this.writing ?? Promise.resolve();
  }

  stop(): void {
    // A form that is no longer shown does not retry for ever.
    void trackSave(this.flush().then(() => this.end()));
    this.unfollow();
  }

  abandon(): Promise<void> {
    this.end();
    // A draft that is sent or discarded needs no warning that it is not saved.
    if (this.state.peek().state === 'not-kept') this.state.value = { state: 'nothing-yet' };
    return this.flush();
  }

  private end(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private async write(): Promise<void> {
    // One tap may change several answers: wait a microtask for all of them.
    await Promise.resolve();
    while (this.hasUnsaved && !this.isStopped) {
      this.hasUnsaved = false;
      const draft = this.draftToSave();
      try {
        this.saved(draft, await saveDraft(draft, this.base));
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

  private saved(draft: Draft, result: Draft): void {
    const { answers, updatedAt, revision, keptIn } = result;
    this.last = { revision, keptIn };
    this.base = answers;
    this.state.value = { state: 'kept', at: updatedAt };
    if (answers !== draft.answers) this.options.onMerged?.(draft.answers, answers);
    this.options.onSaved?.();
  }

  private failed(failure: unknown): void {
    if (failure instanceof AlreadySent || failure instanceof Removed) {
      this.isStopped = true;
      this.state.value = { state: failure instanceof AlreadySent ? 'sent' : 'removed' };
      return;
    }
    this.hasUnsaved = true;
    this.state.value = { state: 'not-kept', why: failure instanceof StorageUnavailable ? failure.why : 'broken' };
    clearTimeout(this.timer);
    if (!this.isStopped) this.timer = setTimeout(() => void this.flush(), RETRY_MS);
  }
}

/** Saves when the page is hidden or about to be reloaded. Returns a function that stops this. */
function saveWhenHidden(flush: () => Promise<void>): () => void {
  const save = () => void flush();
  const hidden = () => {
    if (document.visibilityState === 'hidden') save();
  };
  document.addEventListener('visibilitychange', hidden);
  addEventListener('pagehide', save);
  const stop = beforeReload(flush);
  return () => {
    document.removeEventListener('visibilitychange', hidden);
    removeEventListener('pagehide', save);
    stop();
  };
}

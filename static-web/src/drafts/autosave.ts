/**
 * Keeps a draft at each change; changes that come while one is being written are written together after it. What it tells is true: `kept` is said when
 * the phone's store has confirmed it, and never of what it has not answered for.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Answers } from '../definition';
import { beforeReload } from '../reloading';
import { AlreadySent, keep, NotKept, Removed, type Draft, type WhyNotKept } from './index';

export type Kept =
  | { state: 'nothing-yet' }
  | { state: 'kept'; at: string }
  /** Tried again at the next change, and by itself. */
  | { state: 'not-kept'; why: WhyNotKept }
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
export function autosave(current: () => Draft, { opened, onMerged, onKept }: Following = {}): Autosave {
  const kept = signal<Kept>(opened ? { state: 'kept', at: opened.updatedAt } : { state: 'nothing-yet' });
  let revision = opened && (opened.revision ?? 0);
  let keptIn = opened?.keptIn;
  let base = opened?.answers ?? {};
  let writing: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isNew = false;
  let isOver = false;

  async function write(): Promise<void> {
    // One tap may change several answers: they are all there a microtask later.
    await Promise.resolve();
    while (isNew && !isOver) {
      isNew = false;
      const { revision: _, ...now } = current();
      const draft: Draft = { ...now, ...(revision === undefined ? {} : { revision }), ...(keptIn ? { keptIn } : {}) };
      try {
        done(draft, await keep(draft, base));
      } catch (failure) {
        failed(failure);
        break;
      }
    }
    writing = undefined;
  }

  function done(draft: Draft, result: Draft): void {
    ({ revision, keptIn } = result);
    base = result.answers;
    kept.value = { state: 'kept', at: result.updatedAt };
    if (result.answers !== draft.answers) onMerged?.(draft.answers, result.answers);
    onKept?.();
  }

  function failed(failure: unknown): void {
    if (failure instanceof AlreadySent || failure instanceof Removed) {
      isOver = true;
      kept.value = { state: failure instanceof AlreadySent ? 'sent' : 'removed' };
      return;
    }
    isNew = true;
    kept.value = { state: 'not-kept', why: failure instanceof NotKept ? failure.why : 'broken' };
    soon(AGAIN_MS);
  }

  function soon(milliseconds: number): void {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(() => void flush(), milliseconds);
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    if (isNew) writing ??= write();
    return writing ?? Promise.resolve();
  }

  const changed = () => {
    isNew = true;
    void flush();
  };
  const hidden = () => {
    if (document.visibilityState === 'hidden') void flush();
  };
  const away = () => void flush();
  document.addEventListener('visibilitychange', hidden);
  addEventListener('pagehide', away);
  const unfollow = beforeReload(flush);

  const stop = () => {
    // What cannot be kept now is not tried for ever by a form that nobody sees.
    const last = flush().then(() => {
      isOver = true;
      clearTimeout(timer);
    });
    void amongLast(last);
    document.removeEventListener('visibilitychange', hidden);
    removeEventListener('pagehide', away);
    unfollow();
  };
  const abandon = () => {
    isOver = true;
    clearTimeout(timer);
    // What is sent or thrown away cannot be lost.
    if (kept.peek().state === 'not-kept') kept.value = { state: 'nothing-yet' };
    return flush();
  };
  return { kept, revision: () => revision, changed, flush, stop, abandon };
}

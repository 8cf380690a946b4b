/** Keeps a draft a moment after each change, and at once when the page goes out of sight. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { keep, type Draft } from './index';

export type Kept = { state: 'nothing-yet' } | { state: 'kept'; at: string } | { state: 'not-kept' };

export interface Autosave {
  kept: ReadonlySignal<Kept>;
  /** There is something new to keep. */
  changed(): void;
  /** Keep it now, and tell when it is on the phone. Never rejects. */
  flush(): Promise<void>;
  /** Keep what is not yet kept, and follow no longer. */
  stop(): void;
  /** Keep nothing more: the draft is sent or thrown away. Resolves when nothing is being written. */
  abandon(): Promise<void>;
}

const WAIT_MS = 120;

/** `current` is asked for the draft at the moment it is written. */
export function autosave(current: () => Draft, keptAt?: string): Autosave {
  const kept = signal<Kept>(keptAt ? { state: 'kept', at: keptAt } : { state: 'nothing-yet' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let abandoned = false;

  async function write(): Promise<void> {
    if (abandoned) return;
    const draft = current();
    try {
      await keep(draft);
      kept.value = { state: 'kept', at: draft.updatedAt };
    } catch {
      kept.value = { state: 'not-kept' };
    }
  }

  function flush(): Promise<void> {
    if (timer !== undefined) {
      clearTimeout(timer);
      timer = undefined;
      writing = writing.then(write);
    }
    return writing;
  }

  const changed = () => {
    timer ??= setTimeout(() => void flush(), WAIT_MS);
  };
  const hidden = () => {
    if (document.visibilityState === 'hidden') void flush();
  };
  const away = () => void flush();
  document.addEventListener('visibilitychange', hidden);
  addEventListener('pagehide', away);

  const stop = () => {
    void flush();
    document.removeEventListener('visibilitychange', hidden);
    removeEventListener('pagehide', away);
  };
  const abandon = () => {
    abandoned = true;
    return flush();
  };
  return { kept, changed, flush, stop, abandon };
}

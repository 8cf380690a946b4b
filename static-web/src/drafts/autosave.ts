/** Keeps a draft at each change; changes that come while one is being written are written together after it. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { beforeReload } from '../reloading';
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

/** `current` is asked for the draft at the moment it is written. */
export function autosave(current: () => Draft, keptAt?: string): Autosave {
  const kept = signal<Kept>(keptAt ? { state: 'kept', at: keptAt } : { state: 'nothing-yet' });
  let writing: Promise<void> | undefined;
  let isNew = false;
  let abandoned = false;

  async function write(): Promise<void> {
    // One tap may change several answers: they are all there a microtask later.
    await Promise.resolve();
    while (isNew && !abandoned) {
      isNew = false;
      const draft = current();
      try {
        await keep(draft);
        kept.value = { state: 'kept', at: draft.updatedAt };
      } catch {
        kept.value = { state: 'not-kept' };
      }
    }
    writing = undefined;
  }

  function flush(): Promise<void> {
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
    void flush();
    document.removeEventListener('visibilitychange', hidden);
    removeEventListener('pagehide', away);
    unfollow();
  };
  const abandon = () => {
    abandoned = true;
    return flush();
  };
  return { kept, changed, flush, stop, abandon };
}

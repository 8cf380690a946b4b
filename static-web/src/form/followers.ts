/** Redraws only the parts of the page whose path has changed. */
import { batch, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Following } from './engine/following';
import type { Relevant } from './engine/relevant';

/** The listeners of each path. */
export function followers() {
  const changes = new Map<string, Signal<number>>();
  const follow = (path: string) => {
    let count = changes.get(path);
    if (!count) changes.set(path, (count = signal(0)));
    return count.value;
  };
  const changed = (paths: Iterable<string>) =>
    batch(() => {
      for (const path of paths) {
        const count = changes.get(path);
        if (count) count.value = count.peek() + 1;
      }
    });
  return { follow, changed };
}

/** Calls the listeners of a path when its relevance or shown fault changes. Returns a function that stops. */
export function tellChanges(
  following: Following,
  relevance: ReadonlySignal<Relevant>,
  shownFaults: ReadonlySignal<ReadonlyMap<string, unknown>>,
  changed: (paths: Iterable<string>) => void,
): () => void {
  const stopTelling = effect(() => {
    void relevance.value;
    changed(following.changed);
    following.changed.clear();
  });
  let faultsBefore: ReadonlyMap<string, unknown> = new Map();
  const stopTellingFaults = effect(() => {
    const faults = shownFaults.value;
    const isOther = (path: string) => JSON.stringify(faults.get(path)) !== JSON.stringify(faultsBefore.get(path));
    changed([...faultsBefore.keys(), ...faults.keys()].filter(isOther));
    faultsBefore = faults;
  });
  return () => {
    stopTelling();
    stopTellingFaults();
  };
}

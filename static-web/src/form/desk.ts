/** What a form keeps its draft by, in a browser where another tab may have the same draft open. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { writerOf, type Writer } from '../drafts/writer';

export interface Desk {
  writer: Writer;
  /** The form says how its draft is kept at once, and that there may be something new to merge. Gives the way to stop. */
  attend(saving: Attended): () => void;
  /** This tab writes, but it does not yet stand here as the other one has left it. */
  isLetIn: ReadonlySignal<boolean>;
  /** The draft is read anew. */
  reopened(): void;
}

interface Attended {
  flush(): Promise<void>;
  changed(): void;
}

/** `reopen` reads the draft anew, from what another tab has left. */
export function deskOf(id: string, reopen: () => void): Desk {
  let saving: Attended | undefined;
  const writer = writerOf(id, {
    onAsked: () => saving?.flush() ?? Promise.resolve(),
    // Whoever writes merges what a tab that was asleep has kept after all; whoever only looks is shown it.
    onKept: () => (writer.isWriting.peek() === false ? reopen() : saving?.changed()),
    onLetIn: () => {
      isLetIn.value = true;
      reopen();
    },
  });
  const isLetIn = signal(false);
  const attend = (attended: Attended) => {
    saving = attended;
    return () => {
      if (saving === attended) saving = undefined;
    };
  };
  return { writer, attend, isLetIn, reopened: () => (isLetIn.value = false) };
}

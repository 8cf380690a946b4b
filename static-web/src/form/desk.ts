/** Saves a form's draft in a browser where another tab may have the same draft open. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { writerOf, type Writer } from '../drafts/writer';

export interface Desk {
  writer: Writer;
  /** Registers the form's saving at once, since there may be something to merge. Returns a function that stops. */
  attend(saving: Attended): () => void;
  /** This tab may write, but does not show the other tab's last changes yet. */
  isLetIn: ReadonlySignal<boolean>;
  /** Reads the draft again. */
  reopened(): void;
}

interface Attended {
  flush(): Promise<void>;
  changed(): void;
}

/** `reopen` reads the draft again, as another tab has left it. */
export function deskOf(id: string, reopen: () => void): Desk {
  let saving: Attended | undefined;
  const writer = writerOf(id, {
    onTakeOver: () => saving?.flush() ?? Promise.resolve(),
    // A tab that writes merges what a suspended tab has saved after all; one that only shows the draft shows it.
    onSaved: () => (writer.isWriting.peek() === false ? reopen() : saving?.changed()),
    onMayWrite: () => {
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

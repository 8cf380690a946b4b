/** Saves a form's draft in a browser where another tab may have the same draft open. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { writerOf, type Writer } from '../drafts/writer';

export interface Desk {
  writer: Writer;
  /** Connects the form's saving; as soon as the form is open, since another tab's save must be merged. Returns its disconnection. */
  attend(saving: Attended): () => void;
  /** Whether this tab may write but does not show the other tab's last changes yet. */
  isLetIn: ReadonlySignal<boolean>;
  /** To be called when the draft has been loaded again. */
  reopened(): void;
}

interface Attended {
  flush(): Promise<void>;
  changed(): void;
}

/** Creates the desk of a draft. `reopen` loads the draft again, with the other tab's changes. */
export function deskOf(id: string, reopen: () => void): Desk {
  let saving: Attended | undefined;
  const writer = writerOf(id, {
    onTakeOver: () => saving?.flush() ?? Promise.resolve(),
    // Another tab has saved. A tab that may write saves too, which merges both; one that may not loads the draft again.
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

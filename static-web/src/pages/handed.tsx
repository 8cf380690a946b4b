import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HandedNote } from '../operations/HandedNote';

const brought = signal<typeof HandedNote | undefined>(undefined);

/** The note of what was handed to an operator or a team leader: in a file of its own, which few people need. */
export function HandedNoteLater() {
  useEffect(() => {
    // Without it the page is whole: the operations page tells the same.
    import('../operations/HandedNote').then(
      (module) => void (brought.value = module.HandedNote),
      () => undefined,
    );
  }, []);
  const Note = brought.value;
  return Note ? <Note /> : null;
}

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HandedNote } from '../operations/HandedNote';

const brought = signal<typeof HandedNote | undefined>(undefined);

/** Loads the note about deliveries that were handed to an operator or a team leader, which few people need. */
export function HandedNoteLater() {
  useEffect(() => {
    // The page works without the note, which the page *Drift* has too.
    import('../operations/HandedNote').then(
      (module) => void (brought.value = module.HandedNote),
      () => undefined,
    );
  }, []);
  const Note = brought.value;
  return Note ? <Note /> : null;
}

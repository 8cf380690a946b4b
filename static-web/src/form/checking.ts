/**
 * The check of answers, in a file of its own that comes after the first view: it is a sixth of the form's code, and nobody sends a form
 * in its first second.
 */
import { signal } from '@preact/signals';
import type { Answers, Definition } from '../definition';
import { reloadOnce } from '../reloading';
import type { EvaluationContext } from './engine/evaluation-context';
import type { Fault, faults } from './engine/validate';

const check = signal<typeof faults | undefined>(undefined);

/** As the engine finds them, of all fields or of some; none while its code is not here. */
export function faultsOf(...asked: [Definition, Answers, EvaluationContext, only?: ReadonlySet<string>]): Fault[] {
  return check.value?.(...asked) ?? [];
}

export const isCheckHere = () => check.peek() !== undefined;

/** Resolves when it is here, or cannot be had: the server checks what is sent all the same. Never rejects. */
export async function bringCheck(): Promise<void> {
  if (isCheckHere()) return;
  try {
    check.value = (await import('./engine/validate')).faults;
  } catch {
    // A new build has taken the file away.
    reloadOnce();
  }
}

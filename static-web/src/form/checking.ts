/**
 * Loads the validation of answers after the first view: it is a sixth of the form's code, and nobody sends a form in its first second.
 */
import { signal } from '@preact/signals';
import type { Answers, Definition } from '../definition';
import { reloadOnce } from '../reloading';
import type { EvaluationContext } from './engine/evaluation-context';
import type { Fault, faults } from './engine/validate';

const check = signal<typeof faults | undefined>(undefined);

/** The faults of all fields or of some; none while the code is not loaded. */
export function faultsOf(...question: [Definition, Answers, EvaluationContext, only?: ReadonlySet<string>]): Fault[] {
  return check.value?.(...question) ?? [];
}

export const isCheckHere = () => check.peek() !== undefined;

/** Loads the validation; resolves also when that fails, since the server validates everything. Never rejects. */
export async function loadValidation(): Promise<void> {
  if (isCheckHere()) return;
  try {
    check.value = (await import('./engine/validate')).faults;
  } catch {
    // A new build has replaced the file, so reload the page.
    reloadOnce();
  }
}

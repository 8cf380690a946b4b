/** Tracks the numbers in texts that look like CPR numbers, and which of them the person has confirmed are none. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { fieldsOf, type Answers, type Definition } from '../definition';
import { cprFaults, notCprPaths, type CprPolicy } from './engine/cpr-guard';
import type { Fault } from './engine/validate';

export interface NotCpr {
  policy: CprPolicy;
  /**
   * The digits of the numbers that the person has confirmed are no CPR numbers. They count everywhere in the form, so that an item that
   * moves needs no new confirmation.
   */
  digits: ReadonlySignal<ReadonlySet<string>>;
  /** Records that the person has confirmed these to be no CPR numbers. */
  confirmNotCpr(digits: readonly string[]): void;
  /** The undecided numbers, by the paths of the answers to send; of all fields of the form, or of some. */
  faults(only?: ReadonlySet<string>): Fault[];
}

export function createNotCpr(
  definition: Definition,
  sent: () => Answers,
  before: readonly string[],
  onChange: () => void,
): NotCpr {
  const digits = signal<ReadonlySet<string>>(new Set(before));
  // A definition that was stored by an older page has no policy.
  const policy = definition.cprInTexts ?? 'ask';
  const fields = fieldsOf(definition);
  const faults = (only?: ReadonlySet<string>) => {
    const guardedFields = only ? fields.filter(({ id }) => only.has(id)) : fields;
    const none = new Set(notCprPaths(guardedFields, sent(), digits.value));
    return cprFaults(guardedFields, sent(), policy, none).map((fault) => ({ ...fault, limit: null }));
  };
  const confirmNotCpr = (more: readonly string[]) => {
    digits.value = new Set([...digits.peek(), ...more]);
    onChange();
  };
  return { policy, digits, confirmNotCpr, faults };
}

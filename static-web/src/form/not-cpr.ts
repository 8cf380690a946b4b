/** Tracks the numbers in texts that look like CPR numbers, and which of them the person declares not to be. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { fieldsOf, type Answers, type Definition } from '../definition';
import { cprFaults, notCprPaths, type CprPolicy } from './engine/cpr-guard';
import type { Fault } from './engine/validate';

export interface NotCpr {
  policy: CprPolicy;
  /**
   * The digits of numbers declared not to be CPR numbers, wherever in the form they are: an item that moves keeps the
   * declaration.
   */
  digits: ReadonlySignal<ReadonlySet<string>>;
  /** Declares that these are no CPR numbers. */
  deny(digits: readonly string[]): void;
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
  // A definition that the phone kept before there was a policy has none.
  const policy = definition.cprInTexts ?? 'ask';
  const fields = fieldsOf(definition);
  const faults = (only?: ReadonlySet<string>) => {
    const guardedFields = only ? fields.filter(({ id }) => only.has(id)) : fields;
    const none = new Set(notCprPaths(guardedFields, sent(), digits.value));
    return cprFaults(guardedFields, sent(), policy, none).map((fault) => ({ ...fault, limit: null }));
  };
  const deny = (more: readonly string[]) => {
    digits.value = new Set([...digits.peek(), ...more]);
    onChange();
  };
  return { policy, digits, deny, faults };
}

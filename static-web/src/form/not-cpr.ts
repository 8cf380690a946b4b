/** The numbers in texts that look like CPR numbers, and what the person says of them. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { fieldsOf, type Answers, type Definition } from '../definition';
import { cprFaults, notCprPaths, type CprPolicy } from './engine/cpr-guard';
import type { Fault } from './engine/validate';

export interface NotCpr {
  policy: CprPolicy;
  /** The digits of those that are none, wherever in the form they stand: an item that moves takes the answer with it. */
  digits: ReadonlySignal<ReadonlySet<string>>;
  /** The person says that these are none. */
  deny(digits: readonly string[]): void;
  /** What is still to be said or removed, by the paths of the answers that are sent; of all fields of the form, or of some. */
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
    const asked = only ? fields.filter(({ id }) => only.has(id)) : fields;
    const none = new Set(notCprPaths(asked, sent(), digits.value));
    return cprFaults(asked, sent(), policy, none).map((fault) => ({ ...fault, limit: null }));
  };
  const deny = (more: readonly string[]) => {
    digits.value = new Set([...digits.peek(), ...more]);
    onChange();
  };
  return { policy, digits, deny, faults };
}

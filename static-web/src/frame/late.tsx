/** What is seldom needed, brought when it is: nothing that is typed in waits for it. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

interface Late<P> {
  /** Nothing until its code has come. */
  Part: ComponentType<P>;
  /** Asks for the code ahead. */
  bring(): void;
}

export function late<P extends object>(ask: () => Promise<ComponentType<P>>): Late<P> {
  const brought = signal<ComponentType<P> | undefined>(undefined);
  const bring = () => {
    if (!brought.peek()) ask().then((component) => (brought.value = component), console.error);
  };
  function Part(props: P) {
    const Brought = brought.value;
    useEffect(bring, []);
    return Brought ? <Brought {...props} /> : null;
  }
  return { Part, bring };
}

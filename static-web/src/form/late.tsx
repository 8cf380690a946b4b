/** What a form seldom needs, brought when it does: nothing that is typed in waits for it. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

export function late<P extends object>(ask: () => Promise<ComponentType<P>>): ComponentType<P> {
  const brought = signal<ComponentType<P> | undefined>(undefined);
  return function Late(props: P) {
    const Brought = brought.value;
    useEffect(() => {
      // Without it the form can be filled in and sent as well.
      if (!brought.peek()) ask().then((component) => (brought.value = component), console.error);
    }, []);
    return Brought ? <Brought {...props} /> : null;
  };
}

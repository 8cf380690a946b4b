/** Forgets what one person left in the page before the next one on the same phone sees it. */
import { effect, untracked } from '@preact/signals';
import { personKey } from './session';

/** Calls `forget` when the person signs out, and when another one signs in; not when a session ends and the same one comes back. */
export function onNextPerson(forget: () => void): void {
  let owner = personKey.peek();
  effect(() => {
    if (personKey.value === owner) return;
    owner = personKey.value;
    untracked(forget);
  });
}

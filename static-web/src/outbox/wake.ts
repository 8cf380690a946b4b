/** Starts and wakes the sending of the outbox; its code is loaded after the first view. */
import { reloadOnce } from '../reloading';
import type { Wake } from './drain';

const drain = () => import('./drain');

/** Begins to send. Never rejects: where the code cannot be loaded, the next start tries again. */
export async function startOutbox(): Promise<void> {
  await drain().then(({ startOutbox: start }) => start(), console.error);
}

/** Sends what can be sent. Resolves when a pass that began after this call has ended. Never rejects. */
export async function wakeOutbox(wake: Wake = {}): Promise<void> {
  const outcome = await drain().catch(() => undefined);
  if (outcome) return outcome.wakeOutbox(wake);
  // Where the code cannot be loaded because a new build is out: the registration is in the store, and the new page sends it.
  if (wake.isAsked) reloadOnce();
}

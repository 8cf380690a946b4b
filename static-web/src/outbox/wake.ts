/** The drain of the outbox as the pages have it: it is begun and woken from here, and its code comes after the first view. */
import { reloadOnce } from '../reloading';
import type { Wake } from './drain';

const drain = () => import('./drain');

/** Begins to send, and to wake. Never rejects: where its code cannot be had, the next start begins anew. */
export async function startOutbox(): Promise<void> {
  await drain().then(({ startOutbox: start }) => start(), console.error);
}

/** Sends what can be sent. Resolves when a pass that began after the call has ended. Never rejects. */
export async function wakeOutbox(wake: Wake = {}): Promise<void> {
  const brought = await drain().catch(() => undefined);
  if (brought) return brought.wakeOutbox(wake);
  // What the person has just sent is safe in the store, and a new build's page sends it.
  if (wake.isAsked) reloadOnce();
}

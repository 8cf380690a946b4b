/** Background sync: the browser wakes the worker when the network is back, also when no page is open. Chromium alone has it. */

/** What the worker's `sync` event is called. */
export const OUTBOX_SYNC_TAG = 'feltskema-outbox';

interface WithSync extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/** Asks for it where it can be had: a bonus, so nobody waits for it and nobody is told when it fails. */
export function askForSync(): void {
  const { serviceWorker } = navigator as Partial<Navigator>;
  serviceWorker
    ?.getRegistration()
    .then((registration) => (registration as WithSync | undefined)?.sync?.register(OUTBOX_SYNC_TAG))
    .catch(() => undefined);
}

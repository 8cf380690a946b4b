/** Background Sync: the browser wakes the worker when the network is back, also when no page is open. Chromium only. */

/** The tag of the worker's `sync` event. */
export const OUTBOX_SYNC_TAG = 'feltskema-outbox';

interface WithSync extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/** Requests Background Sync where available. Sending does not depend on it, so failures are ignored. */
export function askForSync(): void {
  const { serviceWorker } = navigator as Partial<Navigator>;
  serviceWorker
    ?.getRegistration()
    .then((registration) => (registration as WithSync | undefined)?.sync?.register(OUTBOX_SYNC_TAG))
    .catch(() => undefined);
}

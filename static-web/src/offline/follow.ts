/** Starts what the first view does not need: the service worker, fetching ahead, checking for new builds. */
import { followReadiness } from './readiness';
import { followUpdates } from './updates';

export function followOffline(): void {
  followUpdates();
  followReadiness();
}

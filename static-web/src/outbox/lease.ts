/** How long a sending may go on without progress before another may take over. Always longer than the longest call, an upload. */
import { UPLOAD_MS } from '../api';

/** How long a lease lasts without progress. */
const LEASE_MS = UPLOAD_MS + 30_000;
/** A pass without progress for so long counts as suspended by the phone. */
export const STALE_MS = UPLOAD_MS + 10_000;
/** How long another tab may hold the lock without sending anything, before this tab takes it. */
export const STOLEN_AFTER_MS = LEASE_MS;

/** When a lease that is taken or renewed now ends, RFC 3339. */
export function leaseUntil(now: Date): string {
  return new Date(now.getTime() + LEASE_MS).toISOString();
}

/** What sending needs from the page, or the worker, that it runs in. */
import type { OutboxContent, OutboxEntry, Returned } from './entry';
import type { EntryChanges } from './store';

/** Where the entry is stored: in the phone's store, or on the page alone where that is unavailable. */
export interface Keeping {
  note(entry: OutboxEntry, noted: EntryChanges): Promise<OutboxEntry | undefined>;
  settle(entry: OutboxEntry): Promise<boolean>;
  giveBack(entry: OutboxEntry, returned: Returned): Promise<boolean>;
}

export interface Ports {
  keeping: Keeping;
  /**
   * Fixes the content of an older page's entries, and adds the register's facts. A worker has none of this: the server
   * does it then.
   */
  complete?: (entry: OutboxEntry, signal: AbortSignal) => Promise<OutboxContent>;
  /** The text about an attachment that the phone has lost. */
  lost: (name: string) => string;
  now(): Date;
  random(): number;
  /** Aborts whatever is under way. */
  signal: AbortSignal;
  /** No person asked for it: it does not prolong the session. */
  isBackground: boolean;
}

/** How long a pass may hold an entry without progress: more than the longest call. */
const LEASE_MS = 150_000;

export function leaseUntil(now: Date): string {
  return new Date(now.getTime() + LEASE_MS).toISOString();
}

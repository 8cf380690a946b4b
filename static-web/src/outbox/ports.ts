/** What sending needs of the page, or of the worker, that it runs in. */
import type { OutboxContent, OutboxEntry, Returned } from './entry';
import type { Noted } from './store';

/** Where the entry that is sent is kept: the phone's store, or the page alone when that keeps nothing. */
export interface Keeping {
  note(entry: OutboxEntry, noted: Noted): Promise<OutboxEntry | undefined>;
  settle(entry: OutboxEntry): Promise<boolean>;
  giveBack(entry: OutboxEntry, returned: Returned): Promise<boolean>;
}

export interface Ports {
  keeping: Keeping;
  /** Freezes what an older page left, and fills in what the register says. A worker has none of it: the server does it then. */
  complete?: (entry: OutboxEntry, signal: AbortSignal) => Promise<OutboxContent>;
  /** What to say of an attachment that the phone has lost. */
  lost: (name: string) => string;
  now(): Date;
  random(): number;
  /** Breaks off whatever is under way. */
  signal: AbortSignal;
  /** Nobody has asked for it: it keeps no session alive. */
  isBackground: boolean;
}

/** How long a pass may hold an entry without news: more than the longest call. */
const LEASE_MS = 150_000;

export function leaseUntil(now: Date): string {
  return new Date(now.getTime() + LEASE_MS).toISOString();
}

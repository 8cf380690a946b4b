/** The services that sending uses; the page and the service worker provide their own. */
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
   * Makes the content of an older page's entries, and adds the register's facts. The service worker leaves it out, and the server adds
   * the facts.
   */
  complete?: (entry: OutboxEntry, signal: AbortSignal) => Promise<OutboxContent>;
  /** The text to show for an attachment that the phone has lost. */
  lost: (name: string) => string;
  now(): Date;
  random(): number;
  /** Aborts the pass and its calls. */
  signal: AbortSignal;
  /** No person asked for it, so its calls do not prolong the session. */
  isBackground: boolean;
}

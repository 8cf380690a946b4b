/**
 * Makes one pass over the outbox: sends a person's registrations, oldest first, until there are no more or nothing can
 * be sent.
 */
import { NoNetwork } from '../api';
import type { OutboxEntry } from './entry';
import { leaseUntil } from './lease';
import type { Ports } from './ports';
import { decideRetry } from './retry-decision';
import { sendEntry } from './send-entry';
import { claim, entriesOf, isBeingSent, note } from './store';

/** Whose outbox to send. `unreached`: the last known person, where the server cannot be asked. */
export type Identity = { person: string } | 'nobody' | { unreached: string };

export interface Pass {
  identity: Identity;
  /** The name of the pass, written into its leases. */
  name: string;
  /** Whether to ignore back-offs, as after a change of network or a tap. `Retry-After` is always respected. */
  isForced: boolean;
  /** No other pass is under way. */
  isAlone: boolean;
}

/** Makes the pass. Throws `StorageUnavailable`. */
export async function passOver(pass: Pass, ports: Ports): Promise<void> {
  const { identity } = pass;
  if (identity === 'nobody') return;
  const due = await dueEntries('person' in identity ? identity.person : identity.unreached, pass, ports);
  for (const entry of due) {
    if (ports.signal.aborted) return;
    const claimed = await claimFor(entry, pass, ports);
    if (!claimed) continue;
    if ('unreached' in identity) return noteUnreached(claimed, ports);
    const outcome = await sendEntry(claimed, ports);
    if (outcome.kind === 'waits' && outcome.holdsAll) return;
  }
}

/** When the next pass is due, in milliseconds since 1970; undefined when none is. */
export function nextPassAt(entries: readonly OutboxEntry[]): number | undefined {
  const holdUntil = heldUntil(entries);
  // Entries that cannot be decrypted wait until their author signs in.
  const readable = entries.filter(({ content }) => !content.isUnreadable);
  const times = readable.flatMap(({ retryAt }) => (retryAt === null ? [] : [Math.max(Date.parse(retryAt), holdUntil)]));
  return times.length > 0 ? Math.min(...times) : undefined;
}

async function dueEntries(personKey: string, { isForced }: Pass, ports: Ports): Promise<OutboxEntry[]> {
  const now = ports.now().getTime();
  const entries = await entriesOf(personKey);
  if (heldUntil(entries) > now) return [];
  return entries.filter(
    ({ content, retryAt }) =>
      !content.isUnreadable &&
      (content.answers !== null || ports.complete) &&
      (isForced || retryAt === null || Date.parse(retryAt) <= now),
  );
}

/** The latest `Retry-After` of all entries: no entry is sent before it. */
function heldUntil(entries: readonly OutboxEntry[]): number {
  return Math.max(0, ...entries.map(({ notBefore }) => (notBefore === null ? 0 : Date.parse(notBefore))));
}

function claimFor(entry: OutboxEntry, { name, isAlone }: Pass, { now }: Ports): Promise<OutboxEntry | undefined> {
  return claim(entry, { by: name, until: leaseUntil(now()) }, now(), isAlone);
}

async function noteUnreached(entry: OutboxEntry, { now, random }: Ports): Promise<void> {
  const decision = decideRetry(new NoNetwork(), entry, { now: now(), random });
  if (decision.kind === 'waits') await note(entry, decision.noted);
}

/** Whether any of the entries is being sent, by this pass or another. */
export function isAnyBeingSent(entries: readonly OutboxEntry[], now: Date): boolean {
  return entries.some((entry) => isBeingSent(entry, now));
}

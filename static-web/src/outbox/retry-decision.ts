/**
 * Decides what becomes of a registration whose sending failed: it is sent again, it waits until the person signs in, or it becomes a draft
 * again.
 */
import { NoNetwork, Problem } from '../api';
import { valueAt, draftPathOf } from '../form/engine/json-pointer';
import { retryAfterMs, backOff } from './back-off';
import type { Obstacle, OutboxEntry, Returned } from './entry';
import type { EntryChanges } from './store';

export type RetryDecision =
  /** `holdsAll`: the other registrations would fail too. */
  { kind: 'waits'; noted: EntryChanges; holdsAll: boolean } | { kind: 'returned'; returned: Returned };

interface Moment {
  now: Date;
  random: () => number;
}

export function decideRetry(failure: unknown, entry: OutboxEntry, moment: Moment): RetryDecision {
  if (failure instanceof NoNetwork) return retryLater('network', entry, moment, null);
  if (!(failure instanceof Problem)) {
    // An unexpected error: the registration stays in the outbox, and the others are sent.
    console.error(failure);
    return retryLater('server', entry, moment, null);
  }
  const { status, code, retryAfter } = failure;
  if (status === 401) return waitForPerson('signed-out');
  if (code === 'no-access') return waitForPerson('no-access');
  if (status === 429) return retryLater('busy', entry, moment, retryAfter);
  if (status >= 500 || status === 408) return retryLater('server', entry, moment, retryAfter);
  return { kind: 'returned', returned: returnedOf(failure, entry, moment.now) };
}

/** The whole outbox waits until the person has signed in. The failure does not count as a try. */
function waitForPerson(obstacle: Obstacle): RetryDecision {
  return { kind: 'waits', noted: { obstacle, retryAt: null, notBefore: null, lease: null }, holdsAll: true };
}

function retryLater(
  obstacle: Obstacle,
  { tries }: OutboxEntry,
  { now, random }: Moment,
  retryAfter: string | null,
): RetryDecision {
  const askedPause = retryAfterMs(retryAfter, now);
  const retryAt = after(now, Math.max(backOff(tries + 1, random), askedPause ?? 0));
  const notBefore = askedPause === null ? null : after(now, askedPause);
  const changes = { obstacle, tries: tries + 1, retryAt, notBefore, lease: null };
  // A server error may concern this registration only.
  return { kind: 'waits', noted: changes, holdsAll: obstacle !== 'server' || askedPause !== null };
}

function after(now: Date, wait: number): string {
  return new Date(now.getTime() + wait).toISOString();
}

function returnedOf({ status, code, title, detail, errors }: Problem, { content }: OutboxEntry, now: Date): Returned {
  const moved = new Map(Object.entries(content.movedItems));
  const faults = errors.map(({ path: sentPath, ...fault }) => {
    const path = draftPathOf(sentPath, moved);
    return { ...fault, path, answer: JSON.stringify(valueAt(content.draft, path) ?? null) };
  });
  const kind = status === 409 ? 'conflict' : status === 422 && faults.length > 0 ? 'faults' : 'refused';
  return { kind, at: now.toISOString(), code, title, detail, faults };
}

/** My registrations, newest first, as far as they have been asked for. Outlives the page that shows them. */
import { computed, effect, signal } from '@preact/signals';
import { announce } from './announce';
import { registrations as fetchPage, type Summary } from './api';
import { poll, type Outcome } from './poll';
import { session } from './session';
import { isMoving, statusName } from './status';
import { t } from './texts';

const PAGE = 25;
/** The most that the server gives in one answer. */
const MOST = 100;
const SLOWEST_MS = 30_000;

/** `undefined` until the first answer. */
export const registrations = signal<Summary[] | undefined>(undefined);
export const cursor = signal<string | null>(null);
export const listFailure = signal<unknown>(undefined);
export const hasMore = computed(() => cursor.value !== null);

// The next person on this phone must not see what the last one sent.
effect(() => {
  if (session.value.state === 'signed-out') forget();
});

export function forget(): void {
  registrations.value = undefined;
  cursor.value = null;
  listFailure.value = undefined;
}

/** What the list knows of a registration, so that its page has a title before its own answer comes. */
export function knownRegistration(id: string): Summary | undefined {
  return registrations.peek()?.find((one) => one.id === id);
}

/** Puts a newer answer about one registration into the list. */
export function learn(summary: Summary): void {
  const list = registrations.peek();
  if (list) registrations.value = list.map((one) => (one.id === summary.id ? { ...one, ...summary } : one));
}

/** Keeps the list fresh as long as something in it moves by itself. Gives the way to stop. */
export function followRegistrations(): () => void {
  return poll(refresh, (round) => Math.min(1_000 * 1.6 ** round, SLOWEST_MS));
}

/** Adds the next page. Throws what the call throws. */
export async function showMore(): Promise<void> {
  const { items, next } = await fetchPage(cursor.peek(), PAGE);
  registrations.value = merge(registrations.peek() ?? [], items);
  cursor.value = next;
}

async function refresh(background: boolean): Promise<Outcome> {
  try {
    const before = registrations.peek();
    const size = Math.min(Math.max(before?.length ?? 0, PAGE), MOST);
    const { items, next } = await fetchPage(null, size, { background });
    // What the person has asked for with "Vis flere" beyond this answer stays, and so does the place to go on from.
    if (!before || before.length <= size) cursor.value = next;
    registrations.value = merge(items, before ?? []);
    listFailure.value = undefined;
    const moved = changes(before, registrations.value);
    moved.forEach(tell);
    if (!registrations.value.some((one) => isMoving(one.status))) return 'rest';
    return moved.length > 0 ? 'changed' : 'same';
  } catch (failure) {
    listFailure.value = failure;
    return 'same';
  }
}

/** Both lists without doubles, newest first; what stands in `fresh` counts. A UUIDv7 sorts by its time. */
export function merge(fresh: readonly Summary[], others: readonly Summary[]): Summary[] {
  const known = new Set(fresh.map((one) => one.id));
  const all = [...fresh, ...others.filter((one) => !known.has(one.id))];
  return all.sort((one, other) => (one.id < other.id ? 1 : -1));
}

function changes(before: readonly Summary[] | undefined, after: readonly Summary[]): Summary[] {
  const old = new Map((before ?? []).map((one) => [one.id, one.status]));
  return after.filter((one) => old.has(one.id) && old.get(one.id) !== one.status);
}

function tell(one: Summary): void {
  announce(t('home.changed', { title: one.title, status: statusName(one) }));
}

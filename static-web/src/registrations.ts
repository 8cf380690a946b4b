/** Holds the fetched part of the person's registrations, newest first, for as long as the app is open. */
import limits from '../../shared/contract/limits.json';
import { computed, effect, signal } from '@preact/signals';
import { announce } from './announce';
import { registrations as fetchPage, type Summary } from './api';
import { now } from './clock';
import { needingAttention } from './home/attention';
import { poll, type Outcome } from './poll';
import { saveReceipts, loadReceipts } from './offline/stored';
import { personKey, session } from './session';
import { isMoving, statusName } from './status';
import { dayOfTime, t } from './texts';

const PAGE = 25;
/** How many of the newest are stored on the phone, to read without a network. */
const MAX_RECEIPTS = 50;
const SLOWEST_MS = 30_000;

/** The registrations; `undefined` until the stored list is read or the server has answered. */
export const registrations = signal<Summary[] | undefined>(undefined);
/** Whether the list is the one stored on the phone, because the server has not answered yet. */
export const isFromPhone = signal(false);
const cursor = signal<string | null>(null);
export const listFailure = signal<unknown>(undefined);
export const hasMore = computed(() => cursor.value !== null);

/** The registrations that need attention according to the server, of any age. */
const unsettled = signal<Summary[]>([]);

/** All known registrations that need attention, newest first. */
export const attention = computed(() => {
  const rows = merge(registrations.value ?? [], unsettled.value);
  return needingAttention(rows, dayOfTime(now.value.toISOString()));
});

// The next person on this phone must not see the registrations of the previous one.
effect(() => {
  if (session.value.state === 'signed-out') forget();
});

export function forget(): void {
  registrations.value = undefined;
  isFromPhone.value = false;
  unsettled.value = [];
  cursor.value = null;
  listFailure.value = undefined;
}

/** A registration as in the list, so that its page has a title before the server has answered. */
export function knownRegistration(id: string): Summary | undefined {
  return [...(registrations.peek() ?? []), ...unsettled.peek()].find((row) => row.id === id);
}

/** Updates one registration in the list. */
export function updateInLists(summary: Summary): void {
  const updated = (rows: Summary[]) => rows.map((row) => (row.id === summary.id ? { ...row, ...summary } : row));
  const list = registrations.peek();
  if (list) registrations.value = updated(list);
  unsettled.value = updated(unsettled.peek());
}

/** Polls the list while a status in it may change without a person's act. Returns a function that stops the polling. */
export function followRegistrations(): () => void {
  void showStored();
  return poll(refresh, (round) => Math.min(1_000 * 1.6 ** round, SLOWEST_MS));
}

/** Adds the next page. Throws what the call throws. */
export async function showMore(): Promise<void> {
  const key = personKey.peek();
  const { items, next } = await fetchPage(cursor.peek(), PAGE);
  if (!isStillHere(key)) return;
  registrations.value = merge(registrations.peek() ?? [], items);
  cursor.value = next;
}

/** Shows the stored registrations until the server has answered. */
export async function showStored(): Promise<void> {
  const key = personKey.peek();
  if (key === null || registrations.peek() !== undefined) return;
  const stored = await loadReceipts();
  // The server, or another person, may have been faster.
  if (stored.length === 0 || registrations.peek() !== undefined || personKey.peek() !== key) return;
  registrations.value = stored;
  isFromPhone.value = true;
}

let latestRefresh = 0;

async function refresh(background: boolean): Promise<Outcome> {
  const key = personKey.peek();
  const number = (latestRefresh += 1);
  const isOutdated = () => number !== latestRefresh || !isStillHere(key);
  try {
    const size = Math.min(Math.max(fromServer()?.length ?? 0, PAGE), limits.registrationsAPage);
    const { items, next } = await fetchPage(null, size, {}, { background });
    if (isOutdated()) return 'same';
    // Read only now, since the person may have fetched another page meanwhile.
    const before = fromServer();
    // Where the person has fetched more pages than this answer covers, they stay in the list, and so does the cursor.
    if (!before || before.length <= size) cursor.value = next;
    const rows = (registrations.value = merge(items, before ?? []));
    isFromPhone.value = false;
    listFailure.value = undefined;
    const changed = changes(before, rows);
    changed.forEach(announceStatus);
    if (!background) {
      const older = await olderUnsettled(next);
      if (isOutdated()) return 'same';
      unsettled.value = older;
    }
    if (key !== null) void saveReceipts(newestKnown());
    if (!rows.some((row) => isMoving(row.status))) return 'rest';
    return changed.length > 0 ? 'changed' : 'same';
  } catch (failure) {
    if (!isOutdated()) listFailure.value = failure;
    return 'same';
  }
}

/** Whether this person is still the one whose registrations are shown. Those of a person who has signed out must not come back. */
function isStillHere(key: string | null): boolean {
  return key === personKey.peek() && session.peek().state !== 'signed-out';
}

/** The list, unless it is still the one stored on the phone. */
function fromServer(): Summary[] | undefined {
  return isFromPhone.peek() ? undefined : registrations.peek();
}

/** Fetches the older registrations that need attention, unless the first page is the whole list. */
async function olderUnsettled(next: string | null): Promise<Summary[]> {
  return next === null ? [] : (await fetchPage(null, limits.registrationsAPage, { attention: true })).items;
}

/** The registrations to store on the phone: the newest, and all that need attention. */
function newestKnown(): Summary[] {
  const newest = (registrations.peek() ?? []).slice(0, MAX_RECEIPTS);
  return merge(newest, attention.peek());
}

/** Both lists without duplicates, newest first; `fresh` wins. UUIDv7s sort by time. */
export function merge(fresh: readonly Summary[], older: readonly Summary[]): Summary[] {
  const ids = new Set(fresh.map((row) => row.id));
  const rows = [...fresh, ...older.filter((row) => !ids.has(row.id))];
  return rows.sort((row, other) => (row.id < other.id ? 1 : -1));
}

function changes(before: readonly Summary[] | undefined, after: readonly Summary[]): Summary[] {
  const old = new Map((before ?? []).map((row) => [row.id, row.status]));
  return after.filter((row) => old.has(row.id) && old.get(row.id) !== row.status);
}

function announceStatus(row: Summary): void {
  announce(t('home.changed', { title: row.title, status: statusName(row) }));
}

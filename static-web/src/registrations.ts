/** The person's registrations, newest first, as far as they have been fetched. Outlives the page that shows them. */
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
/** How many of the newest can be read without a network. */
const MAX_RECEIPTS = 50;
const SLOWEST_MS = 30_000;

/** `undefined` until the first answer, the phone's own or the server's. */
export const registrations = signal<Summary[] | undefined>(undefined);
/** Whether the list is the stored one, since the server has not answered yet. */
export const isFromPhone = signal(false);
const cursor = signal<string | null>(null);
export const listFailure = signal<unknown>(undefined);
export const hasMore = computed(() => cursor.value !== null);

/** The registrations that need attention according to the server, however old they are. */
const unsettled = signal<Summary[]>([]);

/** All known registrations that need attention, newest first. */
export const attention = computed(() => {
  const all = merge(registrations.value ?? [], unsettled.value);
  return needingAttention(all, dayOfTime(now.value.toISOString()));
});

// The next person on this phone must not see what the last one sent.
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

/** A registration as in the list, so that its page has a title before its own answer arrives. */
export function knownRegistration(id: string): Summary | undefined {
  return [...(registrations.peek() ?? []), ...unsettled.peek()].find((row) => row.id === id);
}

/** Updates one registration in the list. */
export function learn(summary: Summary): void {
  const learned = (rows: Summary[]) => rows.map((row) => (row.id === summary.id ? { ...row, ...summary } : row));
  const list = registrations.peek();
  if (list) registrations.value = learned(list);
  unsettled.value = learned(unsettled.peek());
}

/** Polls the list while something in it changes automatically. Returns a function that stops. */
export function followRegistrations(): () => void {
  void showStored();
  return poll(refresh, (round) => Math.min(1_000 * 1.6 ** round, SLOWEST_MS));
}

/** Adds the next page. Throws what the call throws. */
export async function showMore(): Promise<void> {
  const { items, next } = await fetchPage(cursor.peek(), PAGE);
  registrations.value = merge(registrations.peek() ?? [], items);
  cursor.value = next;
}

/** Shows the stored registrations, so that a registration's page has something to show without a network. */
export async function showStored(): Promise<void> {
  const key = personKey.peek();
  if (key === null || registrations.peek() !== undefined) return;
  const stored = await loadReceipts();
  // The server, or another person, may have been faster.
  if (stored.length === 0 || registrations.peek() !== undefined || personKey.peek() !== key) return;
  registrations.value = stored;
  isFromPhone.value = true;
}

async function refresh(background: boolean): Promise<Outcome> {
  try {
    const key = personKey.peek();
    const before = isFromPhone.peek() ? undefined : registrations.peek();
    const size = Math.min(Math.max(before?.length ?? 0, PAGE), limits.registrationsAPage);
    const { items, next } = await fetchPage(null, size, {}, { background });
    // Pages that the person has fetched with "Vis flere" beyond this answer stay, and so does the cursor.
    if (!before || before.length <= size) cursor.value = next;
    registrations.value = merge(items, before ?? []);
    isFromPhone.value = false;
    listFailure.value = undefined;
    if (!background) await refreshUnsettled(next);
    if (key !== null && key === personKey.peek()) void saveReceipts(newestKnown());
    const moved = changes(before, registrations.value);
    moved.forEach(announceStatus);
    if (!registrations.value.some((row) => isMoving(row.status))) return 'rest';
    return moved.length > 0 ? 'changed' : 'same';
  } catch (failure) {
    listFailure.value = failure;
    return 'same';
  }
}

/** Fetches older registrations that need attention; there are none where the first page is everything. */
async function refreshUnsettled(next: string | null): Promise<void> {
  unsettled.value = next === null ? [] : (await fetchPage(null, limits.registrationsAPage, { attention: true })).items;
}

/** The registrations that the phone stores for reading without a network: the newest, and all that need attention. */
function newestKnown(): Summary[] {
  const newest = (registrations.peek() ?? []).slice(0, MAX_RECEIPTS);
  return merge(newest, attention.peek());
}

/** Both lists without duplicates, newest first; `fresh` wins. UUIDv7s sort by time. */
export function merge(fresh: readonly Summary[], others: readonly Summary[]): Summary[] {
  const ids = new Set(fresh.map((row) => row.id));
  const all = [...fresh, ...others.filter((row) => !ids.has(row.id))];
  return all.sort((row, other) => (row.id < other.id ? 1 : -1));
}

function changes(before: readonly Summary[] | undefined, after: readonly Summary[]): Summary[] {
  const old = new Map((before ?? []).map((row) => [row.id, row.status]));
  return after.filter((row) => old.has(row.id) && old.get(row.id) !== row.status);
}

function announceStatus(row: Summary): void {
  announce(t('home.changed', { title: row.title, status: statusName(row) }));
}

/** Searches the person's own registrations: at once in those on the phone, then in all on the server. */
import { computed, effect, signal } from '@preact/signals';
import { registrations as fetchPage, type ListFilter, type Status, type Summary } from '../api';
import { merge, registrations } from '../registrations';
import { session } from '../session';
import type { TextKey } from '../texts';
import { matches, wordsOf } from './matching';

interface StatusChoice {
  label: TextKey;
  statuses: readonly Status[];
}

/** The choices of the status filter; each stands for one or several statuses. */
export const STATUS_CHOICES: Readonly<Record<string, StatusChoice>> = {
  moving: { label: 'search.status.moving', statuses: ['received', 'delivering', 'waiting', 'blocked'] },
  delivered: { label: 'search.status.delivered', statuses: ['delivered'] },
  uncertain: { label: 'search.status.uncertain', statuses: ['uncertain'] },
  refused: { label: 'search.status.refused', statuses: ['refused'] },
};

/** The pause in typing after which the server is asked. */
const PAUSE_MS = 300;
/** Shorter queries are not sent, since one letter matches almost everything. */
const SHORTEST_QUERY = 2;
const PAGE = 25;

export const query = signal('');
export const statusChoice = signal('');
export const appChoice = signal('');

/** `searching`: the server searches older registrations. `paused`: enough is shown for now, but there are more to search. */
export type SearchState = 'idle' | 'searching' | 'paused' | 'done' | 'failed';
export const searchState = signal<SearchState>('idle');
export const searchFailure = signal<unknown>(undefined);

const filter = computed<ListFilter>(() => ({
  ...(query.value.trim() ? { query: query.value.trim() } : {}),
  ...(statusChoice.value ? { status: STATUS_CHOICES[statusChoice.value]?.statuses ?? [] } : {}),
  ...(appChoice.value ? { app: appChoice.value } : {}),
}));

export const isSearching = computed(() => Object.keys(filter.value).length > 0);

const fromServer = signal<Summary[]>([]);
let cursor: string | null = null;
let turn = 0;

/** The matching registrations, newest first. */
export const results = computed(() => {
  const fits = (row: Summary) => matches(row, filter.value);
  return merge((registrations.value ?? []).filter(fits), fromServer.value.filter(fits));
});

/** Searches whenever the query or a filter changes. Returns a function that stops this. */
export function followSearch(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    const current = filter.value;
    clearTimeout(timer);
    turn += 1;
    searchFailure.value = undefined;
    const isTooShort = wordsOf(current.query ?? '').every((word) => word.length < SHORTEST_QUERY);
    if (!isSearching.value || (current.query && isTooShort)) {
      searchState.value = 'idle';
      return;
    }
    searchState.value = 'searching';
    fromServer.value = [];
    cursor = null;
    timer = setTimeout(() => void searchOn(), PAUSE_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
    turn += 1;
    query.value = statusChoice.value = appChoice.value = '';
  };
}

/** Searches older registrations until another page of matches is found or none are left. Never rejects. */
export async function searchOn(): Promise<void> {
  const ownTurn = turn;
  const count = results.peek().length + PAGE;
  searchState.value = 'searching';
  searchFailure.value = undefined;
  try {
    do {
      const page = await fetchPage(cursor, PAGE, filter.peek());
      if (ownTurn !== turn) return;
      fromServer.value = merge(page.items, fromServer.peek());
      cursor = page.next;
    } while (cursor !== null && results.peek().length < count);
    searchState.value = cursor === null ? 'done' : 'paused';
  } catch (failure) {
    if (ownTurn !== turn) return;
    searchFailure.value = failure;
    searchState.value = 'failed';
  }
}

// The next person on this phone must not see the search of the previous one.
effect(() => {
  if (session.value.state !== 'signed-out') return;
  fromServer.value = [];
  query.value = statusChoice.value = appChoice.value = '';
});

/** Searching in one's own registrations: at once in those on the phone, and then in all that the server has. */
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

/** What a person chooses among; each is one or several of the statuses. */
export const STATUS_CHOICES: Readonly<Record<string, StatusChoice>> = {
  moving: { label: 'search.status.moving', statuses: ['received', 'delivering', 'waiting', 'blocked'] },
  delivered: { label: 'search.status.delivered', statuses: ['delivered'] },
  uncertain: { label: 'search.status.uncertain', statuses: ['uncertain'] },
  refused: { label: 'search.status.refused', statuses: ['refused'] },
};

/** Whoever types is not done yet. */
const PAUSE_MS = 300;
/** One letter is in everything. */
const SHORTEST_QUERY = 2;
const PAGE = 25;

export const query = signal('');
export const statusChoice = signal('');
export const appChoice = signal('');

/** `searching`: the server looks through older ones. `paused`: there are more, and enough is shown for now. */
export type SearchState = 'idle' | 'searching' | 'paused' | 'done' | 'failed';
export const searchState = signal<SearchState>('idle');
export const searchFailure = signal<unknown>(undefined);

export const filter = computed<ListFilter>(() => ({
  ...(query.value.trim() ? { query: query.value.trim() } : {}),
  ...(statusChoice.value ? { status: STATUS_CHOICES[statusChoice.value]?.statuses ?? [] } : {}),
  ...(appChoice.value ? { app: appChoice.value } : {}),
}));

export const isSearching = computed(() => Object.keys(filter.value).length > 0);

const fromServer = signal<Summary[]>([]);
let cursor: string | null = null;
let turn = 0;

/** What fits, newest first. */
export const results = computed(() => {
  const fits = (row: Summary) => matches(row, filter.value);
  return merge((registrations.value ?? []).filter(fits), fromServer.value.filter(fits));
});

/** Begins to search as the person writes and chooses. Gives the way to stop. */
export function followSearch(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    const asked = filter.value;
    clearTimeout(timer);
    turn += 1;
    searchFailure.value = undefined;
    const isTooShort = wordsOf(asked.query ?? '').every((word) => word.length < SHORTEST_QUERY);
    if (!isSearching.value || (asked.query && isTooShort)) {
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

/** Searches on among older ones, until a page more is found or there are none left. Never rejects. */
export async function searchOn(): Promise<void> {
  const mine = turn;
  const wanted = results.peek().length + PAGE;
  searchState.value = 'searching';
  searchFailure.value = undefined;
  try {
    do {
      const page = await fetchPage(cursor, PAGE, filter.peek());
      if (mine !== turn) return;
      fromServer.value = merge(page.items, fromServer.peek());
      cursor = page.next;
    } while (cursor !== null && results.peek().length < wanted);
    searchState.value = cursor === null ? 'done' : 'paused';
  } catch (failure) {
    if (mine !== turn) return;
    searchFailure.value = failure;
    searchState.value = 'failed';
  }
}

// The next person on this phone must not see what the last one searched for.
effect(() => {
  if (session.value.state !== 'signed-out') return;
  fromServer.value = [];
  query.value = statusChoice.value = appChoice.value = '';
});

/** Lists of other apps' registrations to choose from, stored on the phone for use without a network. */
import { signal, type Signal } from '@preact/signals';
import { entities as fetchEntities, type EntityItem, type CallOptions } from './api';
import { saveEntities, loadEntities } from './offline/stored';
import { personKey } from './session';

export interface EntityList {
  items: readonly EntityItem[];
  /** When the server sent it; undefined while the phone has none. */
  at: string | undefined;
  isAsking: boolean;
  isUnreachable: boolean;
}

const NONE: EntityList = { items: [], at: undefined, isAsking: false, isUnreachable: false };
const lists = new Map<string, Signal<EntityList>>();

/** The phone's list of an app's registrations. Each person has lists of their own. */
export function entityList(app: string): Signal<EntityList> {
  const key = `${personKey.value ?? ''} ${app}`;
  let list = lists.get(key);
  if (!list) lists.set(key, (list = signal(NONE)));
  return list;
}

/** Shows the stored list at once, then fetches and stores the server's. Never rejects. */
export async function refreshEntities(app: string, options: CallOptions = {}): Promise<void> {
  const list = entityList(app);
  if (list.peek().isAsking) return;
  list.value = { ...list.peek(), isAsking: true };
  if (!list.peek().at) {
    const stored = await loadEntities(app);
    if (stored) list.value = { ...list.peek(), items: stored.items, at: stored.at };
  }
  try {
    const items = await fetchEntities(app, options);
    const at = new Date().toISOString();
    list.value = { items, at, isAsking: false, isUnreachable: false };
    // Where the browser cannot store it, the list lasts until the page is closed.
    await saveEntities(app, { items, at });
  } catch {
    list.value = { ...list.peek(), isAsking: false, isUnreachable: true };
  }
}

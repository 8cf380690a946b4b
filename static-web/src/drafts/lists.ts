/** Lists to choose from, as the phone keeps them: each person their own, since not everybody sees every app. */
import { personKey } from '../session';
import { withDatabase } from './database';

export interface KeptList {
  items: { value: string; label: string }[];
  /** When the server gave it, RFC 3339. */
  at: string;
}

/** Throws `NotKept`. */
export async function keptEntities(app: string): Promise<KeptList | undefined> {
  const key = personKey.peek();
  return key === null ? undefined : withDatabase((database) => database.get('entities', [key, app]));
}

/** Throws `NotKept`. */
export async function keepEntities(app: string, list: KeptList): Promise<void> {
  const key = personKey.peek();
  if (key !== null) await withDatabase((database) => database.put('entities', { ...list, app, personKey: key }));
}

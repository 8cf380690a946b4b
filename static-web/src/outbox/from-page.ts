/**
 * Sends a registration without the phone's store, where the browser cannot store it: until the server has received it, it exists only
 * in the page's memory.
 */
import { StorageUnavailable } from '../drafts/database';
import { t } from '../texts';
import type { OutboxEntry, Returned } from './entry';
import type { Keeping } from './ports';
import { sendEntry } from './send-entry';

const ON_THE_PAGE: Keeping = {
  note: async (entry, changes) => ({ ...entry, ...changes }),
  settle: async () => true,
  giveBack: async () => true,
};

/** Tries once. Returns undefined where the server has received it, why it was refused, or `not-kept` where it may be retried. */
export async function sendFromPage(entry: OutboxEntry): Promise<Returned | 'not-kept' | undefined> {
  const { signal } = new AbortController();
  const lost = (name: string) => t('form.attachment.lost', { name });
  const clock = { now: () => new Date(), random: Math.random };
  const trying = sendEntry(entry, { keeping: ON_THE_PAGE, lost, signal, isBackground: false, ...clock });
  const outcome = await trying.catch(waitsForStorage);
  if (outcome.kind === 'returned') return outcome.returned;
  return outcome.kind === 'received' ? undefined : 'not-kept';
}

/** The outcome where the store with the photos fails. */
function waitsForStorage(failure: unknown): { kind: 'waits' } {
  if (failure instanceof StorageUnavailable) return { kind: 'waits' };
  throw failure;
}

/**
 * Sends without the phone's store, for a browser that stores nothing: until it is received, the registration exists
 * only on the page.
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

/** Tries once. Returns nothing where it is received, else why not; `not-kept` where it may be retried. */
export async function sendFromPage(entry: OutboxEntry): Promise<Returned | 'not-kept' | undefined> {
  const { signal } = new AbortController();
  const lost = (name: string) => t('form.attachment.lost', { name });
  const clock = { now: () => new Date(), random: Math.random };
  const trying = sendEntry(entry, { keeping: ON_THE_PAGE, lost, signal, isBackground: false, ...clock });
  const outcome = await trying.catch(waitsForStorage);
  if (outcome.kind === 'returned') return outcome.returned;
  return outcome.kind === 'received' ? undefined : 'not-kept';
}

/** The failure of a store that does not answer for the photos. */
function waitsForStorage(failure: unknown): { kind: 'waits' } {
  if (failure instanceof StorageUnavailable) return { kind: 'waits' };
  throw failure;
}

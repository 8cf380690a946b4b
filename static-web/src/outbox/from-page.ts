/** Sending without the phone's store, for a browser that keeps nothing: what is not received is on the page alone. */
import { StorageUnavailable } from '../drafts/database';
import { t } from '../texts';
import type { OutboxEntry, Returned } from './entry';
import type { Keeping } from './ports';
import { sendEntry } from './send-entry';

const ON_THE_PAGE: Keeping = {
  note: async (entry, noted) => ({ ...entry, ...noted }),
  settle: async () => true,
  giveBack: async () => true,
};

/** One try. Nothing where it is received, else why it is not; `not-kept` where it may be tried again. */
export async function sendFromPage(entry: OutboxEntry): Promise<Returned | 'not-kept' | undefined> {
  const { signal } = new AbortController();
  const lost = (name: string) => t('form.attachment.lost', { name });
  const clock = { now: () => new Date(), random: Math.random };
  const trying = sendEntry(entry, { keeping: ON_THE_PAGE, lost, signal, isBackground: false, ...clock });
  const outcome = await trying.catch(notKept);
  if (outcome.kind === 'returned') return outcome.returned;
  return outcome.kind === 'received' ? undefined : 'not-kept';
}

/** The photos are in a store that does not answer. */
function notKept(failure: unknown): { kind: 'waits' } {
  if (failure instanceof StorageUnavailable) return { kind: 'waits' };
  throw failure;
}

/**
 * Deletes the drafts of registrations that the server has received, also where the store fails at that moment: until they are
 * deleted their keys are recorded in local storage, since a draft that stayed could be sent again.
 */
import { remember, remembered } from '../local-storage';
import { write } from './database';
import { draftsChanged } from './index';
import type { Owner } from './sealing';

const NOTED_AS = 'feltskema.received';

/**
 * Deletes the draft, or records that it must be deleted. Never rejects. A later correction of the registration is not
 * deleted.
 */
export async function deleteReceivedDraft({
  personKey,
  id,
  corrects = 0,
}: Owner & { corrects?: number }): Promise<void> {
  writeRecords([...readRecords(), [personKey, id, corrects]]);
  await finishDeletions();
}

/** Deletes the drafts that are recorded. Never rejects. */
export async function finishDeletions(): Promise<void> {
  for (const received of readRecords()) {
    try {
      await deleteReceived(received);
    } catch {
      // The next call tries again.
      return;
    }
    writeRecords(readRecords().filter((record) => record.join() !== received.join()));
    draftsChanged.value += 1;
  }
}

async function deleteReceived([personKey, id, corrects = 0]: Received): Promise<void> {
  await write(['drafts', 'outbox', 'attachments'], async (transaction) => {
    let isAnother = false;
    for (const name of ['drafts', 'outbox'] as const) {
      const store = transaction.objectStore(name);
      const row = await store.get([personKey, id]);
      if (row && (row.corrects ?? 0) !== corrects) isAnother = true;
      else await store.delete([personKey, id]);
    }
    if (!isAnother)
      await transaction.objectStore('attachments').delete(IDBKeyRange.bound([personKey, id], [personKey, id, []]));
  });
}

/** The key of a received registration. `corrects`: the revision that it corrects, 0 where it is no correction. */
type Received = [personKey: string, id: string, corrects?: number];

function readRecords(): Received[] {
  return JSON.parse(remembered(NOTED_AS) ?? '[]') as Received[];
}

function writeRecords(received: Received[]): void {
  remember(NOTED_AS, received.length > 0 ? JSON.stringify(received) : null);
}

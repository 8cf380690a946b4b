/** Moves drafts that an older page was sending into the outbox, as part of the store's upgrade. */
import type { IDBPTransaction, StoreNames } from 'idb';
import type { OutboxEntry } from '../outbox/entry';
import type { Draft, Schema } from './rows';

/** A draft in version 2 of the store. */
interface OlderDraft extends Draft {
  state?: 'draft' | 'sending';
  answeredAt?: string;
}

type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

/** Moves the drafts. Must await only calls of the store: a transaction ends when anything else is awaited. */
export async function moveSending(transaction: Upgrade): Promise<void> {
  const drafts = transaction.objectStore('drafts');
  const outbox = transaction.objectStore('outbox');
  for (let cursor = await drafts.openCursor(); cursor; cursor = await cursor.continue()) {
    const { state, answeredAt, ...draft } = cursor.value as OlderDraft;
    if (state === 'sending') {
      await outbox.put(entryOf(draft, answeredAt));
      await cursor.delete();
    } else if (state) {
      await cursor.update(draft);
    }
  }
}

function entryOf(draft: Draft, answeredAt: string | undefined): OutboxEntry {
  const { personKey, id, app, version, title, answers, updatedAt, stayedBefore } = draft;
  return {
    personKey,
    id,
    app,
    version,
    answeredAt: answeredAt ?? updatedAt,
    queuedAt: updatedAt,
    ...(stayedBefore === undefined ? {} : { stayedBefore }),
    // The older page may have reached the server with this content.
    content: { title, draft: answers, answers: null, movedItems: {}, attachments: [], lookUps: [] },
    isOffered: true,
    tries: 0,
    retryAt: null,
    notBefore: null,
    obstacle: null,
    lease: null,
  };
}

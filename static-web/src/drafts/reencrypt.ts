/**
 * Encrypts a person's rows with the server's current key, where they are unencrypted (by an older page), or encrypted with an older
 * key or one that the phone made.
 *
 * It can be interrupted and continued: each row names its key, and is replaced only where the new row can be decrypted and the stored
 * one has not changed meanwhile.
 */
import { dropOwnKeys, writingKey } from '../encryption/keys';
import { withDatabase, write, type Writing } from './database';
import type { AttachmentRow, DraftRow, OutboxRow, Schema } from './rows';
import { openAttachment, openContent, openDraft, sealAttachment, sealContent, sealDraft, sealedBy } from './sealing';

type Store = 'drafts' | 'outbox' | 'attachments';
type Row<S extends Store> = Schema[S]['value'];

interface Kind<S extends Store> {
  store: S;
  /** The id of the key that encrypts the row. */
  keyOf(row: Row<S>): string | undefined;
  /** The row encrypted with the current key, after a check that it can be decrypted. */
  reencrypted(row: Row<S>): Promise<Row<S>>;
  /** The row to store: `next`, with the unencrypted members of the stored row that may have changed meanwhile. */
  replacement(stored: Row<S>, next: Row<S>): Row<S>;
}

const TIMEOUT_MS = 15_000;

/** Encrypts all rows of the person anew. Rows that cannot be read stay unchanged. Throws `StorageUnavailable`. */
export async function reencrypt(personKey: string): Promise<void> {
  const current = (await writingKey(personKey)).id;
  const results = [
    await reencryptRows(DRAFTS, personKey, current),
    await reencryptRows(OUTBOX, personKey, current),
    await reencryptRows(ATTACHMENTS, personKey, current),
  ];
  if (results.every((isDone) => isDone)) await dropOwnKeys(personKey);
}

/** Encrypts one row at a time, since photos are large. Returns whether all are encrypted with the current key now. */
async function reencryptRows<S extends Store>(kind: Kind<S>, personKey: string, current: string): Promise<boolean> {
  const range = IDBKeyRange.bound([personKey], [personKey, []]);
  let isDone = true;
  for (const key of await withDatabase((database) => database.getAllKeys(kind.store, range))) {
    const row = await withDatabase((database) => database.get(kind.store, key), TIMEOUT_MS);
    if (!row || kind.keyOf(row) === current) continue;
    const next = await kind.reencrypted(row).catch(() => undefined);
    const isReplaced = next !== undefined && (await replace(kind, key, row, next));
    isDone &&= isReplaced;
  }
  return isDone;
}

function replace<S extends Store>(kind: Kind<S>, key: Schema[S]['key'], row: Row<S>, next: Row<S>): Promise<boolean> {
  const inPlace = async (transaction: Writing<S>) => {
    const store = transaction.objectStore(kind.store);
    const current = await store.get(key);
    const isSame = current && kind.keyOf(current) === kind.keyOf(row) && revisionOf(current) === revisionOf(row);
    if (isSame) await store.put(kind.replacement(current, next));
    return isSame === true;
  };
  return write([kind.store], inPlace, TIMEOUT_MS);
}

const revisionOf = (row: object) => ('revision' in row ? row.revision : undefined);

const DRAFTS: Kind<'drafts'> = {
  store: 'drafts',
  keyOf: sealedBy,
  async reencrypted(row: DraftRow) {
    const next = await sealDraft(await openDraft(row));
    await openDraft(next);
    return next;
  },
  replacement: (_there, next) => next,
};

const OUTBOX: Kind<'outbox'> = {
  store: 'outbox',
  keyOf: ({ content }) => sealedBy(content),
  async reencrypted(row: OutboxRow) {
    const plain = await openContent(row.content, row);
    if (plain.isUnreadable) throw new Error('cannot be read now');
    const content = await sealContent(plain, row);
    if ((await openContent(content, row)).isUnreadable) throw new Error('cannot be read again');
    return { ...row, content };
  },
  replacement: (stored, { content }) => ({ ...stored, content }),
};

const ATTACHMENTS: Kind<'attachments'> = {
  store: 'attachments',
  keyOf: sealedBy,
  async reencrypted(row: AttachmentRow) {
    const next = await sealAttachment(await openAttachment(row));
    await openAttachment(next);
    return next;
  },
  replacement: ({ isSent }, next) => ({ ...next, isSent }),
};

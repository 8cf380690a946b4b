/**
 * Encrypts and decrypts the rows of drafts, outbox and attachments.
 *
 * Never call this inside a transaction of the store: a transaction ends when anything else is awaited. Unencrypted rows of an older
 * page are returned unchanged.
 */
import { decrypt, encrypt, type Encrypted } from '../encryption/cipher';
import { keyOf, writingKey } from '../encryption/keys';
import type { OutboxContent } from '../outbox/entry';
import type { AttachmentRow, AttachmentSecrets, Draft, DraftRow, DraftSecrets, StoredAttachment, Sealed } from './rows';

export interface Owner {
  personKey: string;
  id: string;
}

/** This phone has no key for the row now. The author's next sign-in fetches it. */
export class Locked extends Error {
  constructor() {
    super('no key on this phone');
    this.name = 'Locked';
  }
}

/** Encrypts a draft. Throws `StorageUnavailable` where there is no key to encrypt with. */
export async function sealDraft({ title, answers, returned, notCpr, ...clear }: Draft): Promise<DraftRow> {
  const content = JSON.stringify({ title, answers, ...(returned ? { returned } : {}), ...(notCpr ? { notCpr } : {}) });
  return { ...clear, sealed: await sealText(clear.personKey, content, placeOfDraft(clear)) };
}

/** Decrypts a draft. Throws `Locked`, or `Unreadable` where it was changed by something other than this page. */
export async function openDraft(row: DraftRow): Promise<Draft> {
  if (!isSealed(row)) return row;
  const { sealed, ...clear } = row;
  const content = await openText(clear.personKey, sealed, placeOfDraft(clear));
  return { ...clear, ...(JSON.parse(content) as Pick<Draft, DraftSecrets>) };
}

/**
 * Encrypts an outbox entry's content. `owner`: the person's key and the registration's id, which are stored
 * unencrypted. Throws `StorageUnavailable`.
 */
export async function sealContent(content: OutboxContent, { personKey, id }: Owner): Promise<OutboxContent | Sealed> {
  return { sealed: await sealText(personKey, JSON.stringify(content), ['outbox', personKey, id]) };
}

/** Decrypts an outbox entry's content; where that fails, returns empty content with `isUnreadable`. */
export async function openContent(content: OutboxContent | Sealed, { personKey, id }: Owner): Promise<OutboxContent> {
  if (!isSealed(content)) return content;
  try {
    const text = await openText(personKey, content.sealed, ['outbox', personKey, id]);
    return JSON.parse(text) as OutboxContent;
  } catch {
    return { title: '', draft: {}, answers: null, movedItems: {}, attachments: [], lookUps: [], isUnreadable: true };
  }
}

/** Encrypts an attachment. Throws `StorageUnavailable` where there is no key to encrypt with. */
export async function sealAttachment({ content, type, thumbnail, ...clear }: StoredAttachment): Promise<AttachmentRow> {
  const about = new TextEncoder().encode(JSON.stringify({ type, thumbnail }));
  const joined = new Uint8Array(4 + about.length + content.byteLength);
  new DataView(joined.buffer).setUint32(0, about.length);
  joined.set(about, 4);
  joined.set(new Uint8Array(content), 4 + about.length);
  return { ...clear, sealed: await encrypt(await writingKey(clear.personKey), joined, placeOfAttachment(clear)) };
}

/** Decrypts an attachment. Throws `Locked` or `Unreadable`. */
export async function openAttachment(row: AttachmentRow): Promise<StoredAttachment> {
  if (!isSealed(row)) return row;
  const { sealed, ...clear } = row;
  const joined = await openBytes(clear.personKey, sealed, placeOfAttachment(clear));
  const end = 4 + new DataView(joined.buffer).getUint32(0);
  const about = JSON.parse(new TextDecoder().decode(joined.subarray(4, end))) as Pick<
    StoredAttachment,
    'type' | 'thumbnail'
  >;
  return { ...clear, ...about, content: joined.slice(end).buffer };
}

/** The id of the key that encrypts it; undefined where it is not encrypted. */
export function sealedBy(content: object): string | undefined {
  return 'sealed' in content ? (content as Sealed).sealed.keyId : undefined;
}

function isSealed<T extends object>(row: T): row is Extract<T, Sealed> {
  return 'sealed' in row;
}

const placeOfDraft = ({ personKey, id, app, version }: Omit<Draft, DraftSecrets>) => [
  ...['drafts', personKey, id],
  ...[app, String(version)],
];

const placeOfAttachment = ({ personKey, registration, id }: Omit<StoredAttachment, AttachmentSecrets>) => [
  ...['attachments', personKey, registration],
  id,
];

/**
 * Encrypts any text of a row; `place` binds it to its place, so that it cannot be read elsewhere. Throws
 * `StorageUnavailable`.
 */
export async function sealText(personKey: string, text: string, place: readonly string[]): Promise<Encrypted> {
  return encrypt(await writingKey(personKey), new TextEncoder().encode(text), place);
}

/** Decrypts such a text. Throws `Locked` or `Unreadable`. */
export async function openText(personKey: string, sealed: Encrypted, place: readonly string[]): Promise<string> {
  return new TextDecoder().decode(await openBytes(personKey, sealed, place));
}

async function openBytes(
  personKey: string,
  sealed: Encrypted,
  place: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await keyOf(personKey, sealed.keyId);
  if (!key) throw new Locked();
  return decrypt(key, sealed, place);
}

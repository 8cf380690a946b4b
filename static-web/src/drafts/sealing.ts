/**
 * What stands on the phone's disk in place of what a person wrote, and back. Always outside a transaction of the store, which
 * ends by itself while anything else is waited for. What an older page left in the clear is read as it is.
 */
import { decrypt, encrypt, type Encrypted } from '../encryption/cipher';
import { keyOf, writingKey } from '../encryption/keys';
import type { OutboxContent } from '../outbox/entry';
import type { AttachmentRow, AttachmentSecrets, Draft, DraftRow, DraftSecrets, KeptAttachment, Sealed } from './rows';

export interface Owner {
  personKey: string;
  id: string;
}

/** This phone has no key to it now. Its person's next sign-in brings it. */
export class Locked extends Error {
  constructor() {
    super('no key on this phone');
    this.name = 'Locked';
  }
}

/** Throws `StorageUnavailable` where there is no key to write with. */
export async function sealDraft({ title, answers, returned, notCpr, ...clear }: Draft): Promise<DraftRow> {
  const content = JSON.stringify({ title, answers, ...(returned ? { returned } : {}), ...(notCpr ? { notCpr } : {}) });
  return { ...clear, sealed: await sealText(clear.personKey, content, placeOfDraft(clear)) };
}

/** Throws `Locked`, or `Unreadable` where it was changed by something else than this page. */
export async function openDraft(row: DraftRow): Promise<Draft> {
  if (!isSealed(row)) return row;
  const { sealed, ...clear } = row;
  const content = await openText(clear.personKey, sealed, placeOfDraft(clear));
  return { ...clear, ...(JSON.parse(content) as Pick<Draft, DraftSecrets>) };
}

/** `owner`: the person's key and the registration's id, which stand beside it in clear. Throws `StorageUnavailable`. */
export async function sealContent(content: OutboxContent, { personKey, id }: Owner): Promise<OutboxContent | Sealed> {
  return { sealed: await sealText(personKey, JSON.stringify(content), ['outbox', personKey, id]) };
}

/** What cannot be read now says so, and is empty. */
export async function openContent(content: OutboxContent | Sealed, { personKey, id }: Owner): Promise<OutboxContent> {
  if (!isSealed(content)) return content;
  try {
    const text = await openText(personKey, content.sealed, ['outbox', personKey, id]);
    return JSON.parse(text) as OutboxContent;
  } catch {
    return { title: '', draft: {}, answers: null, movedItems: {}, attachments: [], lookUps: [], isUnreadable: true };
  }
}

/** Throws `StorageUnavailable` where there is no key to write with. */
export async function sealAttachment({ content, type, thumbnail, ...clear }: KeptAttachment): Promise<AttachmentRow> {
  const about = new TextEncoder().encode(JSON.stringify({ type, thumbnail }));
  const joined = new Uint8Array(4 + about.length + content.byteLength);
  new DataView(joined.buffer).setUint32(0, about.length);
  joined.set(about, 4);
  joined.set(new Uint8Array(content), 4 + about.length);
  return { ...clear, sealed: await encrypt(await writingKey(clear.personKey), joined, placeOfAttachment(clear)) };
}

/** Throws `Locked` or `Unreadable`. */
export async function openAttachment(row: AttachmentRow): Promise<KeptAttachment> {
  if (!isSealed(row)) return row;
  const { sealed, ...clear } = row;
  const joined = await openBytes(clear.personKey, sealed, placeOfAttachment(clear));
  const end = 4 + new DataView(joined.buffer).getUint32(0);
  const about = JSON.parse(new TextDecoder().decode(joined.subarray(4, end))) as Pick<
    KeptAttachment,
    'type' | 'thumbnail'
  >;
  return { ...clear, ...about, content: joined.slice(end).buffer };
}

/** By which key it is encrypted; undefined for what is in the clear. */
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

const placeOfAttachment = ({ personKey, registration, id }: Omit<KeptAttachment, AttachmentSecrets>) => [
  ...['attachments', personKey, registration],
  id,
];

/** Of any text that a row keeps; `place` says where, so that it reads nowhere else. Throws `StorageUnavailable`. */
export async function sealText(personKey: string, text: string, place: readonly string[]): Promise<Encrypted> {
  return encrypt(await writingKey(personKey), new TextEncoder().encode(text), place);
}

/** Throws `Locked` or `Unreadable`. */
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

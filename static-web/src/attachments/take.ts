/**
 * Takes a photo or a file into a draft: checks its type, makes it small enough, hashes it, and stores it on the phone.
 */
import limits from '../../../shared/contract/limits.json';
import type { FileField, PhotoField } from '../definition';
import { uuidv7 } from '../form/uuid';
import { t } from '../texts';
import { sizeInWords } from '../answers/number-format';
import type { Attached } from './attached';
import { kindOf, PDF } from './kind';
import { JPEG, NoPicture, PNG, redrawn, TooBig } from './picture';
import { saveAttachment, type Content } from './store';

const KINDS: Readonly<Record<string, string>> = { [PDF]: 'PDF', [PNG]: 'PNG', [JPEG]: 'JPEG' };

/** Why a file was not taken, in words for the person. */
export class NotTaken extends Error {}

/** Stores the file with the draft and returns what the answer says of it. Throws `NotTaken`. */
export async function take(file: File, field: PhotoField | FileField, registration: string): Promise<Attached> {
  const content = await contentOf(file, field);
  const id = uuidv7();
  const sha256 = await digest(content.content);
  try {
    await saveAttachment(registration, id, content);
  } catch {
    throw new NotTaken(t('form.attachment.not-kept', { name: file.name }));
  }
  return { id, name: nameOf(file.name, content.type), type: content.type, size: content.content.byteLength, sha256 };
}

async function contentOf(file: File, field: PhotoField | FileField): Promise<Content> {
  const { name } = file;
  const type = await kindOf(file);
  if (type === PDF) return asIs(file, field);
  // Every picture is redrawn as an accepted type; a drawing with sharp lines stays PNG where that is accepted.
  const isPng =
    field.types.includes(PNG) && (!field.types.includes(JPEG) || (field.control === 'file' && type === PNG));
  if (!isPng && !field.types.includes(JPEG)) throw wrongKind(name, field);
  try {
    return await redrawn(file, isPng ? PNG : JPEG, field.maxBytes);
  } catch (failure) {
    if (failure instanceof TooBig) throw tooBig(name, field);
    if (!(failure instanceof NoPicture)) throw failure;
    // Something that is neither a picture nor a PDF.
    throw type === undefined && field.control === 'file'
      ? wrongKind(name, field)
      : new NotTaken(t('form.attachment.unreadable', { name }));
  }
}

async function asIs(file: File, field: PhotoField | FileField): Promise<Content> {
  if (!field.types.includes(PDF)) throw wrongKind(file.name, field);
  if (file.size > field.maxBytes) throw tooBig(file.name, field);
  return { content: await file.arrayBuffer(), type: PDF, thumbnail: '' };
}

function wrongKind(name: string, { types }: PhotoField | FileField): NotTaken {
  const kinds = types.map((type) => KINDS[type] ?? type).join(', ');
  return new NotTaken(t('form.attachment.kind', { name, kinds }));
}

function tooBig(name: string, { maxBytes }: PhotoField | FileField): NotTaken {
  return new NotTaken(t('form.attachment.too-big', { name, limit: sizeInWords(maxBytes) }));
}

/** The file's own name, with the extension of its new type. */
function nameOf(name: string, type: string): string {
  const ending = type === PDF ? '.pdf' : type === PNG ? '.png' : '.jpg';
  const isRight = name.toLowerCase().endsWith(ending) || (type === JPEG && /\.jpeg$/i.test(name));
  // Lone surrogates, NUL and other control characters cannot be stored.
  const plain = name.replace(/[\p{Surrogate}\p{Cc}]/gu, '').trim() || t('form.attachment.unnamed');
  if (isRight) return plain.slice(-limits.attachmentNameLength);
  return plain.replace(/\.[A-Za-z0-9]{1,5}$/, '').slice(0, limits.attachmentNameLength - ending.length) + ending;
}

async function digest(content: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

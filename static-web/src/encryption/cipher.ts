/** AES-GCM with a new IV for each message, bound to the place where the content is stored. */

/** Encrypted content as stored. `form` names the way of encryption, so that it can be changed later. */
export interface Encrypted {
  form: 1;
  keyId: string;
  iv: Uint8Array<ArrayBuffer>;
  content: ArrayBuffer;
}

export interface DataKey {
  id: string;
  /** Not extractable. */
  key: CryptoKey;
}

/** The content cannot be decrypted with its key: it was changed, or moved from another place. */
export class Unreadable extends Error {
  constructor(cause: unknown) {
    super('cannot be decrypted', { cause });
    this.name = 'Unreadable';
  }
}

const ALGORITHM = 'AES-GCM';
/** 96 bits, as NIST SP 800-38D requires of random IVs. */
const IV_BYTES = 12;

/** Imports a key of 32 bytes for encryption and decryption, which no script can read again. */
export function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['encrypt', 'decrypt']);
}

/** Generates a key of the phone's own, which no script can read either. */
export function makeKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ['encrypt', 'decrypt']);
}

/**
 * Encrypts content. `place` is where it belongs (person, store, id): content that was moved elsewhere cannot be
 * decrypted. Never await this inside a transaction of IndexedDB, which would end.
 */
export async function encrypt(
  { id, key }: DataKey,
  content: Uint8Array<ArrayBuffer>,
  place: readonly string[],
): Promise<Encrypted> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const encrypted = await crypto.subtle.encrypt({ name: ALGORITHM, iv, additionalData: bound(place) }, key, content);
  return { form: 1, keyId: id, iv, content: encrypted };
}

/** Decrypts content. Throws `Unreadable`. */
export async function decrypt(
  { key }: DataKey,
  { iv, content }: Encrypted,
  place: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const plain = await crypto.subtle.decrypt({ name: ALGORITHM, iv, additionalData: bound(place) }, key, content);
    return new Uint8Array(plain);
  } catch (failure) {
    throw new Unreadable(failure);
  }
}

/** The additional authenticated data: the form, and the place as JSON, which is different for any two places. */
function bound(place: readonly string[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify([1, ...place]));
}

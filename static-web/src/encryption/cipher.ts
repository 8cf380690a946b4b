/** AES-GCM with a new IV each time, bound to the place that the content belongs to. */

/** What is kept of encrypted content. Another `form` would be read in another way. */
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

/** It cannot be read with that key: it was changed, or belongs elsewhere. */
export class Unreadable extends Error {
  constructor(cause: unknown) {
    super('cannot be decrypted', { cause });
    this.name = 'Unreadable';
  }
}

const ALGORITHM = 'AES-GCM';
/** 96 bits, as NIST SP 800-38D asks of random ones. */
const IV_BYTES = 12;

/** A key of 32 bytes for encrypting and decrypting, which no script can read out again. */
export function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['encrypt', 'decrypt']);
}

/** A key of the phone's own, likewise. */
export function makeKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ['encrypt', 'decrypt']);
}

/**
 * `place` is where it belongs (person, store, id): content that was moved elsewhere cannot be read. Never to be waited for inside
 * a transaction of IndexedDB, which ends meanwhile.
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

/** Throws `Unreadable`. */
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

/** The form of what is encrypted is bound too; JSON, so that no two places are written alike. */
function bound(place: readonly string[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify([1, ...place]));
}

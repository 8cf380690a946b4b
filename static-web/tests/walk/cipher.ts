/** The page's cipher for the walk: it takes exactly one turn, whereas Node encrypts in threads, which finish at random moments. */
import { createCipheriv, createDecipheriv, createHash, createSecretKey, KeyObject, webcrypto } from 'node:crypto';
import type { Browser } from './browser';

const MADE = 80;
const TAG_BYTES = 16;

/** The keys of a walk. They are generated before it begins, since Node generates them in threads. */
export class Keys {
  private readonly made: CryptoKey[] = [];
  private readonly imported = new Map<string, CryptoKey>();
  private next = 0;

  static async ready(keyBytes: readonly Uint8Array<ArrayBuffer>[]): Promise<Keys> {
    const keys = new Keys();
    for (let count = 0; count < MADE; count += 1) keys.made.push(await keys.import(randomBytesOf(count)));
    for (const bytes of keyBytes) keys.imported.set(bytes.toString(), await keys.import(bytes));
    return keys;
  }

  begin(): void {
    this.next = 0;
  }

  make(): CryptoKey {
    const key = this.made[(this.next += 1) % MADE];
    return key!;
  }

  of(bytes: Uint8Array): CryptoKey {
    const key = this.imported.get(bytes.toString());
    if (!key) throw new Error('a key that no walk gives');
    return key;
  }

  private import(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
    return webcrypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  }
}

const randomBytesOf = (count: number) => new Uint8Array(createHash('sha256').update(`key ${count}`).digest());

interface Way {
  iv: Uint8Array;
  additionalData: Uint8Array;
}

export function cipherOf(browser: Browser, keys: Keys): object {
  const turn = <T>(work: () => T): Promise<T> => {
    const frame = browser.current.getStore();
    const result = new Promise<void>((resolve) => browser.later(resolve)).then(work);
    return browser.arrive(frame, result);
  };
  return {
    generateKey: () => turn(() => keys.make()),
    importKey: (_form: string, bytes: Uint8Array) => turn(() => keys.of(bytes)),
    encrypt: (options: Way, key: CryptoKey, content: Uint8Array) => turn(() => encrypted(options, key, content)),
    decrypt: (options: Way, key: CryptoKey, content: ArrayBuffer) => turn(() => decrypted(options, key, content)),
  };
}

function encrypted({ iv, additionalData }: Way, key: CryptoKey, content: Uint8Array): ArrayBuffer {
  const cipher = createCipheriv('aes-256-gcm', secretOf(key), iv).setAAD(additionalData);
  return bufferOf(Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]));
}

/** Decrypts content. Throws where it was changed, or moved from another place. */
function decrypted({ iv, additionalData }: Way, key: CryptoKey, content: ArrayBuffer): ArrayBuffer {
  const bytes = Buffer.from(content);
  const decipher = createDecipheriv('aes-256-gcm', secretOf(key), iv).setAAD(additionalData);
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return bufferOf(Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()]));
}

const secretOf = (key: CryptoKey) => createSecretKey(KeyObject.from(key as webcrypto.CryptoKey).export());

const bufferOf = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

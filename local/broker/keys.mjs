// Makes three RSA keys as the real broker publishes them: two for signing, one for encryption, none with an `alg`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';

const USES = ['sig', 'sig', 'enc'];

export async function keysIn(folder) {
  const file = join(folder, 'broker-rsa-keys.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).keys;
  const keys = await Promise.all(USES.map(made));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ keys }), { mode: 0o600 });
  return keys;
}

async function made(use) {
  const { privateKey } = await generateKeyPair(use === 'enc' ? 'RSA-OAEP-256' : 'RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), use, kid: randomBytes(20).toString('hex').toUpperCase() };
}

export const published = ({ kty, use, kid, n, e }) => ({ kty, use, kid, e, n });

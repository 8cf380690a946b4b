// @vitest-environment node
import { expect, test } from 'vitest';
import { decrypt, encrypt, importKey, makeKey, Unreadable } from './cipher';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array) => new TextDecoder().decode(content);
const key = async (fill = 7, id = 'k') => ({ id, key: await importKey(new Uint8Array(32).fill(fill)) });
const PLACE = ['drafts', 'mette', 'a'];

test('what is encrypted is read again by the same key, which another sign-in gave anew', async () => {
  const encrypted = await encrypt(await key(), bytes('Åse har 3 ledige pladser'), PLACE);
  expect(text(new Uint8Array(encrypted.content))).not.toContain('pladser');
  expect(text(await decrypt(await key(), encrypted, PLACE))).toBe('Åse har 3 ledige pladser');
  expect(encrypted.keyId).toBe('k');
});

test('the same is never encrypted alike', async () => {
  const [first, second] = await Promise.all([1, 2].map(async () => encrypt(await key(), bytes('det samme'), PLACE)));
  expect(first!.iv).not.toEqual(second!.iv);
  expect(new Uint8Array(first!.content)).not.toEqual(new Uint8Array(second!.content));
});

test.each([
  ['another key', 8, PLACE],
  ["another person's place", 7, ['drafts', 'mehmet', 'a']],
  ["another draft's place", 7, ['drafts', 'mette', 'b']],
  ['a place that only reads alike', 7, ['drafts', 'mette","a']],
])('%s reads nothing', async (_what, fill, place) => {
  const encrypted = await encrypt(await key(), bytes('hemmeligt'), PLACE);
  await expect(decrypt(await key(fill), encrypted, place)).rejects.toBeInstanceOf(Unreadable);
});

test('what was changed on the disk is not read', async () => {
  const encrypted = await encrypt(await key(), bytes('hemmeligt'), PLACE);
  new Uint8Array(encrypted.content)[0]! ^= 1;
  await expect(decrypt(await key(), encrypted, PLACE)).rejects.toBeInstanceOf(Unreadable);
});

test('no script reads a key out again', async () => {
  for (const cipherKey of [await makeKey(), (await key()).key])
    await expect(crypto.subtle.exportKey('raw', cipherKey)).rejects.toThrow('extractable');
});

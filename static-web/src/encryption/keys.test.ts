// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON } from '../../tests/fake-api';
import { emptyPhone, onDisk } from '../../tests/phone';
import { dropKeys, removeServerKeys, obtainKeys } from './keys';

afterEach(async () => {
  vi.unstubAllGlobals();
  await emptyPhone();
});

test.each([
  ['behind sign-in', removeServerKeys],
  ['signed out', dropKeys],
])('keys that come late, %s, are not kept', async (_, takeAway) => {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const server = new FakeApi();
  vi.stubGlobal('fetch', async (...call: Parameters<typeof server.fetch>) => {
    await answered;
    return server.fetch(...call);
  });
  const obtaining = obtainKeys(PERSON.key);
  await takeAway(PERSON.key);
  answer();
  expect(await obtaining).toBe(false);
  expect(await onDisk('keys')).toEqual([]);
  expect(await obtainKeys(PERSON.key)).toBe(true);
  expect(await onDisk('keys')).not.toEqual([]);
});

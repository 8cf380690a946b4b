// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FakeCaches } from './fake-caches';

test('the worker that takes another away keeps nothing, goes, and leaves drafts and pages alone', async () => {
  const caches = new FakeCaches();
  for (const name of ['feltskema-build-a', 'feltskema-build-b', 'of something else']) await caches.open(name);
  const deleted: string[] = [];
  const listeners: Record<string, (event: { waitUntil(work: Promise<void>): void }) => void> = {};
  const worker = {
    addEventListener: (name: string, listener: (typeof listeners)[string]) => (listeners[name] = listener),
    skipWaiting: () => void deleted.push('takes over'),
    registration: { unregister: () => Promise.resolve(void deleted.push('goes')) },
  };
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call -- the script is no module
  new Function('self', 'caches', readFileSync('worker/removing-sw.js', 'utf8'))(worker, caches);
  let work: Promise<void> | undefined;
  for (const name of ['install', 'activate']) listeners[name]!({ waitUntil: (promise) => void (work = promise) });
  await work;
  expect(deleted).toEqual(['takes over', 'goes']);
  expect(await caches.keys()).toEqual(['of something else']);
  // What it does not listen to is the browser's: nothing is answered.
  expect(Object.keys(listeners)).toEqual(['install', 'activate']);
});

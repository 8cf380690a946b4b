// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';
import { FakeCaches } from './fake-caches';
import { cacheOf, dropUnused, isWhole, cacheAll, cachedFile } from './cached-files';

const PAGE = { path: '/index.html', integrity: 'sha384-page' };
const CORE = { path: '/assets/core-AAAAAAAA.js', integrity: 'sha384-core' };

let fake: FakeCaches;
let caches: CacheStorage;
/** What the host answers by path, and what was asked of it. */
let host: Record<string, () => Response>;
let requests: Request[];

beforeEach(() => {
  fake = new FakeCaches();
  caches = fake as unknown as CacheStorage;
  requests = [];
  host = { [PAGE.path]: () => new Response('page'), [CORE.path]: () => new Response('core') };
  // As the browser does: it knows the page's address, which a relative one is meant by.
  vi.stubGlobal('Request', function Request(this: object, path: string, how: RequestInit) {
    Object.assign(this, how, { url: path });
  });
  vi.stubGlobal('fetch', async (request: Request) => {
    requests.push(request);
    return host[request.url]?.() ?? new Response('', { status: 404 });
  });
});

const text = async (path: string, build: string) => (await cachedFile(caches, build, path))?.text();

test('every file is asked for by the hash of its bytes, and then is there', async () => {
  await cacheAll(caches, 'one', [PAGE, CORE]);
  expect(requests.map(({ url, integrity, cache }) => [url, integrity, cache])).toEqual([
    [PAGE.path, 'sha384-page', 'no-cache'],
    [CORE.path, 'sha384-core', 'default'],
  ]);
  expect(await isWhole(caches, 'one', [PAGE, CORE])).toBe(true);
  expect(await text(PAGE.path, 'one')).toBe('page');
});

test('a build of which a file is missing is not kept as whole, and the next try fetches only that', async () => {
  delete host[CORE.path];
  await expect(cacheAll(caches, 'one', [PAGE, CORE])).rejects.toThrow(`${CORE.path}: 404`);
  expect(await isWhole(caches, 'one', [PAGE, CORE])).toBe(false);
  host[CORE.path] = () => new Response('core');
  requests = [];
  await cacheAll(caches, 'one', [PAGE, CORE]);
  expect(requests.map(({ url }) => url)).toEqual([CORE.path]);
});

test("bytes of another build are refused by the browser, and asked for past the browser's own cache", async () => {
  let tries = 0;
  host[PAGE.path] = () => {
    if (++tries === 1) throw new TypeError('Failed integrity metadata check.');
    return new Response('page');
  };
  await cacheAll(caches, 'one', [PAGE]);
  expect(requests.map(({ cache }) => cache)).toEqual(['no-cache', 'reload']);
});

test('an answer that came by a redirect is not kept: Safari shows an error page for it', async () => {
  host[PAGE.path] = () => Object.defineProperty(new Response('page'), 'redirected', { value: true });
  await expect(cacheAll(caches, 'one', [PAGE])).rejects.toThrow('not kept');
});

test('a page of an earlier build finds its files, and only the newest page is given', async () => {
  await cacheAll(caches, 'one', [PAGE, CORE]);
  host[PAGE.path] = () => new Response('newer page');
  await cacheAll(caches, 'two', [PAGE]);
  expect([await text(CORE.path, 'two'), await text(PAGE.path, 'two')]).toEqual(['core', 'newer page']);
});

test('a file that both builds have is not fetched twice', async () => {
  await cacheAll(caches, 'one', [CORE]);
  await cacheAll(caches, 'two', [CORE]);
  expect(requests).toHaveLength(1);
});

test.each([
  [[CORE.path], ['one', 'two']],
  [['/assets/core-BBBBBBBB.js'], ['two']],
  [[], ['two']],
  // It may be frozen, and of any build.
  [[undefined], ['one', 'two']],
])('what no open page needs goes: %s', async (scripts, remaining) => {
  fake.caches.set('of something else', new Map());
  await cacheAll(caches, 'one', [CORE]);
  fake.caches.set(cacheOf('two'), new Map([['/assets/core-BBBBBBBB.js', new Response('')]]));
  await dropUnused(caches, 'two', scripts);
  expect([...fake.caches.keys()]).toEqual(['of something else', ...remaining.map(cacheOf)]);
});

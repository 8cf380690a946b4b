/** Caches the files of a build. During a release the static host may serve files of two builds, which must not be mixed. */

/** A file of the build by its path, with the hash of its content (Subresource Integrity). */
export interface BuiltFile {
  path: string;
  integrity: string;
}

const PREFIX = 'feltskema-build-';

export const SHELL = '/index.html';

export const cacheOf = (build: string): string => PREFIX + build;

/** How a cached file is looked up: by its path alone. */
const MATCH = { ignoreVary: true, ignoreSearch: true };

/**
 * Fetches and caches each file that is not cached yet. Rejects where a file is unavailable, or is from another build; the files cached
 * before that stay for the next try.
 */
export async function cacheAll(caches: CacheStorage, build: string, files: readonly BuiltFile[]): Promise<void> {
  const cache = await caches.open(cacheOf(build));
  await Promise.all(
    files.map(async (file) => {
      if (await cache.match(file.path, MATCH)) return;
      // A file with a hash in its name has the same content in every build.
      const earlier = isHashed(file.path) ? await caches.match(file.path, MATCH) : undefined;
      await cache.put(file.path, earlier ?? (await fetched(file)));
    }),
  );
}

/** Whether every file of the build is cached. */
export async function isWhole(caches: CacheStorage, build: string, files: readonly BuiltFile[]): Promise<boolean> {
  const cache = await caches.open(cacheOf(build));
  const matches = await Promise.all(files.map(({ path }) => cache.match(path, MATCH)));
  return matches.every(Boolean);
}

/** The cached file: this build's, or else one that a page of an earlier build may still request. */
export async function cachedFile(caches: CacheStorage, build: string, path: string): Promise<Response | undefined> {
  const ofThisBuild = await (await caches.open(cacheOf(build))).match(path, MATCH);
  if (ofThisBuild || !isHashed(path)) return ofThisBuild;
  return caches.match(path, MATCH);
}

/**
 * Deletes the caches that no page needs any more: all but this build's, and those that contain the first script of an
 * open page. A page that did not answer (`undefined`; phones freeze pages) may be of any build, so then all stay.
 */
export async function dropUnused(
  caches: CacheStorage,
  build: string,
  scripts: readonly (string | undefined)[],
): Promise<void> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === cacheOf(build)) continue;
    const cache = await caches.open(name);
    const used = await Promise.all(
      scripts.map(async (path) => path === undefined || (await cache.match(path, MATCH)) !== undefined),
    );
    if (!used.some(Boolean)) await caches.delete(name);
  }
}

async function fetched({ path, integrity }: BuiltFile): Promise<Response> {
  // The browser's own cache may have a file without a hash from an earlier build, so it is revalidated. The second try bypasses that
  // cache.
  const ask = (cache: RequestCache) => fetch(new Request(path, { integrity, cache, credentials: 'same-origin' }));
  const response = await ask(isHashed(path) ? 'default' : 'no-cache').catch(() => ask('reload'));
  // Safari shows an error page for a redirected answer to a navigation.
  if (!response.ok || response.redirected) throw new TypeError(`${path}: ${response.status}, not kept`);
  return response;
}

function isHashed(path: string): boolean {
  return path.startsWith('/assets/');
}

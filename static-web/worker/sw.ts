/**
 * The service worker: opens the app without a network. It caches the build's files, answers with them, and sends the
 * outbox when the network is back and no page is open. It is one file without imports, since `importScripts` fails
 * under our security headers.
 */
import { answerTo } from './answer';
import { cacheOf, dropUnused, isWhole, cacheAll, cachedFile, SHELL, type BuiltFile } from './cached-files';
import { OUTBOX_SYNC_TAG } from '../src/outbox/sync';
import { drainInWorker } from '../src/outbox/worker';
import { FORM_LOCK, type FromWorker, type ToWorker } from './messages';

declare const self: ServiceWorkerGlobalScope;
/** Inserted by the build. */
declare const BUILD: string;
declare const BUILT_FILES: readonly BuiltFile[];

const FILES = BUILT_FILES;
const PATHS = new Set(FILES.map(({ path }) => path));
/** How long to wait for the answer of a page: a frozen page never answers. */
const ANSWER_WITHIN_MS = 2_000;

self.addEventListener('install', (event) => event.waitUntil(cacheAll(self.caches, BUILD, FILES)));

self.addEventListener('activate', (event) => event.waitUntil(begin()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const answer = answerTo(request, self.location.origin, PATHS);
  if (answer === 'network') return;
  const path = answer === 'shell' ? SHELL : new URL(request.url).pathname;
  event.respondWith(cachedFile(self.caches, BUILD, path).then((cached) => cached ?? fetch(request)));
});

const ANSWERS: Record<ToWorker, () => Promise<boolean>> = { 'take-over': takeOver, 'are-you-whole': beWhole, clear };

self.addEventListener('message', (event) => {
  const answer = ANSWERS[event.data as ToWorker];
  if (answer) event.waitUntil(answer().then((answered) => event.ports[0]?.postMessage(answered)));
});

self.addEventListener('sync', (event) => {
  const { tag, waitUntil } = event as ExtendableEvent & { tag: string };
  if (tag === OUTBOX_SYNC_TAG) waitUntil.call(event, drainInWorker());
});

/**
 * The first worker controls the page that installed it; a later one leaves open pages to the files of their own build.
 */
async function begin(): Promise<void> {
  const oldCaches = (await self.caches.keys()).filter((name) => name !== cacheOf(BUILD));
  if (oldCaches.length === 0) await self.clients.claim();
}

/** Replaces the earlier worker, unless a form is open in any tab, which then has the lock. Resolves to whether it does. */
function takeOver(): Promise<boolean> {
  return self.navigator.locks.request(FORM_LOCK, { ifAvailable: true }, (lock) => {
    if (lock) void self.skipWaiting();
    return lock !== null;
  });
}

/** Whether every file is cached. Fetches missing files first: a browser that is short of space may have deleted some. */
async function beWhole(): Promise<boolean> {
  await cacheAll(self.caches, BUILD, FILES).catch(() => undefined);
  return isWhole(self.caches, BUILD, FILES);
}

async function clear(): Promise<boolean> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await dropUnused(self.caches, BUILD, await Promise.all(pages.map(scriptOf)));
  return true;
}

/** The path of a page's first script; undefined where the page does not answer. */
function scriptOf(page: Client): Promise<string | undefined> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', (event: MessageEvent<string>) => resolve(event.data));
    port1.start();
    setTimeout(() => resolve(undefined), ANSWER_WITHIN_MS);
    post(page, 'which-script', port2);
  });
}

function post(page: Client, message: FromWorker, ...ports: MessagePort[]): void {
  page.postMessage(message, ports);
}

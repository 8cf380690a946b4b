/** The page's connection to the service worker: registers it, asks it, and receives its messages. */
import { signal } from '@preact/signals';
import type { FromWorker, ToWorker } from '../../worker/messages';

const ADDRESS = '/sw.js';
const ANSWER_WITHIN_MS = 10_000;

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** The service worker's registration; undefined until it is registered, and in a browser without service workers (inside another app). */
export const registration = signal<ServiceWorkerRegistration | undefined>(undefined);

/** Registers the worker; resolves when it is active. Rejects where the browser refuses it; never settles where it can't be installed. */
export async function register(): Promise<void> {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  workers.addEventListener('message', hear);
  registration.value = await workers.register(address(), { scope: '/', updateViaCache: 'none' });
  await workers.ready;
}

/** The worker's address. Under Trusted Types only a policy may give a script's address; ours gives only this one. */
function address(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const createScriptURL = (url: string) => {
    if (url !== ADDRESS) throw new TypeError(`${url} is no worker of ours`);
    return url;
  };
  return trustedTypes
    ? trustedTypes.createPolicy('feltskema-worker', { createScriptURL }).createScriptURL(ADDRESS)
    : ADDRESS;
}

/** Asks the worker; resolves to its answer, or to false if it does not answer within seconds. */
export function ask(worker: ServiceWorker, question: ToWorker): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(false), ANSWER_WITHIN_MS);
    port1.addEventListener('message', (event: MessageEvent<boolean>) => {
      clearTimeout(timer);
      port1.close();
      resolve(event.data);
    });
    port1.start();
    worker.postMessage(question, [port2]);
  });
}

function hear(event: MessageEvent<FromWorker>): void {
  if (event.data === 'which-script') event.ports[0]?.postMessage(FIRST_SCRIPT);
}

/** The page's first script, by which the worker knows the build whose files the page may still request. */
const FIRST_SCRIPT = new URL(
  document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src ?? location.href,
).pathname;

/** The page's end of the service worker: registering it, asking it, and hearing what it says. */
import { signal } from '@preact/signals';
import type { FromWorker, ToWorker } from '../../worker/messages';

const ADDRESS = '/sw.js';
const ANSWER_WITHIN_MS = 10_000;

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Undefined in a browser without service workers (inside another app), and until it is registered. */
export const registration = signal<ServiceWorkerRegistration | undefined>(undefined);

/** Until the worker is at work. Rejects where the browser refuses it, never ends where it can't be installed. */
export async function register(): Promise<void> {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  workers.addEventListener('message', hear);
  registration.value = await workers.register(address(), { scope: '/', updateViaCache: 'none' });
  await workers.ready;
}

/** Under Trusted Types only a policy may name a script; ours names this one alone. */
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

/** What the worker answers; false where it does not answer within seconds. */
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

/** By it the worker knows which build's files this page may still ask for. */
const FIRST_SCRIPT = new URL(
  document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src ?? location.href,
).pathname;

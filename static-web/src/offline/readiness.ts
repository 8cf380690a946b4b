/** Makes the app ready to be used without a network, and finds out whether it is. */
import { effect } from '@preact/signals';
import { checking, hasHadSession, personKey, roleless, session } from '../session';
import { fetchAhead, isAllStored } from './fetch-ahead';
import { whenIdle } from './when-idle';
import { readiness, type Readiness } from './state';
import { ask, register, registration } from './worker-link';

const AGAIN_AFTER_MS = 15 * 60_000;
const ANSWER_WITHIN_MS = 1_000;
let fetchedAt = 0;
let looking: Promise<void> | undefined;

/** Registers the service worker, and fetches ahead when somebody is signed in and when they come back. Returns a function that stops. */
export function followReadiness(): () => void {
  const refresh = () => {
    if (document.visibilityState === 'visible') void getReady();
  };
  const stop = effect(() => {
    if (!checking.value && session.value.state === 'signed-in') whenIdle(refresh);
    if (personKey.value === null) readiness.value = 'unknown';
  });
  whenIdle(
    () =>
      void register()
        .catch(() => undefined)
        .then(refresh),
  );
  addEventListener('online', refresh);
  document.addEventListener('visibilitychange', refresh);
  return () => {
    stop();
    removeEventListener('online', refresh);
    document.removeEventListener('visibilitychange', refresh);
  };
}

/** Fetches ahead and updates `readiness`. Never rejects, and never runs twice at a time. */
export function getReady(): Promise<void> {
  looking ??= prepare().finally(() => {
    looking = undefined;
  });
  return looking;
}

async function prepare(): Promise<void> {
  if (!hasHadSession.peek() || roleless.peek()) return;
  const isDue = Date.now() - fetchedAt > AGAIN_AFTER_MS || readiness.peek() === 'not-yet';
  if (isDue && session.peek().state === 'signed-in' && navigator.onLine) {
    await fetchAhead().then(
      () => (fetchedAt = Date.now()),
      () => undefined,
    );
  }
  readiness.value = await currentReadiness();
}

async function currentReadiness(): Promise<Readiness> {
  const worker = registration.peek()?.active;
  if (!worker || !(await ask(worker, 'are-you-whole')) || !(await isAllStored())) return 'not-yet';
  return (await isPersisted()) ? 'ready' : 'kept';
}

let persistence: Promise<boolean> | undefined;

/** Whether the browser promises not to delete stored data by itself. Firefox asks the person, who may never answer. */
async function isPersisted(): Promise<boolean> {
  const { storage } = navigator as { storage?: StorageManager };
  if (await storage?.persisted?.()) return true;
  persistence ??= storage?.persist?.().catch(() => false) ?? Promise.resolve(false);
  const unanswered = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), ANSWER_WITHIN_MS));
  return Promise.race([persistence, unanswered]);
}

/**
 * Checks for a new build, tells the person, and switches to it when no form is open. Until then the page uses the build that it was
 * loaded with, whose files the service worker keeps.
 */
import { effect } from '@preact/signals';
import { reload } from '../reloading';
import { route } from '../route';
import { takeUpdate, update, type Update } from './state';
import { ask, registration } from './worker-link';

const HOUR_MS = 3_600_000;
/** How long to wait for the event that the new worker has taken over, which Safari may not send. */
const TAKEN_WITHIN_MS = 3_000;

/** Checks for new builds from now on. Returns a function that stops this. */
export function followUpdates(): () => void {
  takeUpdate.value = take;
  const check = () => {
    if (document.visibilityState === 'visible')
      void registration
        .peek()
        ?.update()
        .catch(() => undefined);
    else if (mayTakeUnseen(update.peek(), route.peek().page)) void take();
  };
  // iOS freezes an installed app instead of closing it, so it must check when the person comes back.
  document.addEventListener('visibilitychange', check);
  addEventListener('pageshow', check);
  const timer = setInterval(check, HOUR_MS);
  const unfollow = effect(() => {
    if (registration.value) follow(registration.value);
  });
  return () => {
    document.removeEventListener('visibilitychange', check);
    removeEventListener('pageshow', check);
    clearInterval(timer);
    unfollow();
  };
}

/** Whether a hidden page may be reloaded with the new build: only pages where nothing is written. */
export function mayTakeUnseen(now: Update, page: string): boolean {
  return now === 'ready' && (page === 'home' || page === 'choose');
}

/** Switches to the new build and reloads the page, unless a form is open in any window. */
async function take(): Promise<void> {
  const waiting = registration.peek()?.waiting;
  // Another window has switched to it already.
  if (!waiting) return reload();
  const takenOver = new Promise<void>((resolve) => {
    waiting.addEventListener('statechange', () => waiting.state === 'activated' && resolve());
    setTimeout(resolve, TAKEN_WITHIN_MS);
  });
  if (!(await ask(waiting, 'take-over'))) {
    update.value = 'elsewhere';
    return;
  }
  await takenOver;
  await reload();
}

function follow(registration: ServiceWorkerRegistration): void {
  const isUpdate = () => registration.active !== null;
  // A new build may have arrived, or begun to, before this code listened.
  if (registration.waiting && isUpdate()) update.value = 'ready';
  const watch = (worker: ServiceWorker | null) =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && isUpdate()) update.value = 'ready';
    });
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
}

/**
 * A new build: looked for, told of, and taken when no form is open. The page goes on with the build it was loaded with until then;
 * the worker keeps its files.
 */
import { effect } from '@preact/signals';
import { reload } from '../reloading';
import { route } from '../route';
import { takeUpdate, update, type Update } from './state';
import { ask, registration } from './worker-link';

const HOUR_MS = 3_600_000;
/** Safari may not tell that the new worker has taken over. */
const TAKEN_WITHIN_MS = 3_000;

/** Begins to look for new builds. Gives the way to stop. */
export function followUpdates(): () => void {
  takeUpdate.value = take;
  const look = () => {
    if (document.visibilityState === 'visible')
      void registration
        .peek()
        ?.update()
        .catch(() => undefined);
    else if (mayTakeUnseen(update.peek(), route.peek().page)) void take();
  };
  // An installed app on iOS is frozen, not closed: coming back is no new start.
  document.addEventListener('visibilitychange', look);
  addEventListener('pageshow', look);
  const timer = setInterval(look, HOUR_MS);
  const unfollow = effect(() => {
    if (registration.value) follow(registration.value);
  });
  return () => {
    document.removeEventListener('visibilitychange', look);
    removeEventListener('pageshow', look);
    clearInterval(timer);
    unfollow();
  };
}

/** Where nothing is being written, a page that nobody looks at may be loaded anew. */
export function mayTakeUnseen(now: Update, page: string): boolean {
  return now === 'ready' && (page === 'home' || page === 'choose');
}

/** Takes the new build and loads the page anew, unless a form is open in any window. */
export async function take(): Promise<void> {
  const waiting = registration.peek()?.waiting;
  // Another window has taken it already.
  if (!waiting) return reload();
  const taken = new Promise<void>((resolve) => {
    waiting.addEventListener('statechange', () => waiting.state === 'activated' && resolve());
    setTimeout(resolve, TAKEN_WITHIN_MS);
  });
  if (!(await ask(waiting, 'take-over'))) {
    update.value = 'elsewhere';
    return;
  }
  await taken;
  await reload();
}

function follow(ours: ServiceWorkerRegistration): void {
  const isUpdate = () => ours.active !== null;
  // One may be waiting, or on its way, since before anybody listened.
  if (ours.waiting && isUpdate()) update.value = 'ready';
  const watch = (worker: ServiceWorker | null) =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && isUpdate()) update.value = 'ready';
    });
  watch(ours.installing);
  ours.addEventListener('updatefound', () => watch(ours.installing));
}

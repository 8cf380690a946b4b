/** When the page has what it needs, and the phone time for the rest. */

/** A browser that is never idle gets to it all the same. */
const IDLE_WITHIN_MS = 2_000;

/** Runs `task` once the page is loaded and the browser idle. */
export function onLoaded(task: () => void): void {
  // Safari has no idle callback.
  const idle = () =>
    'requestIdleCallback' in globalThis ? requestIdleCallback(task, { timeout: IDLE_WITHIN_MS }) : setTimeout(task);
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle, { once: true });
}

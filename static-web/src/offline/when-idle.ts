/** Runs work that can wait until the page is loaded and the browser is idle. */

/** The longest wait for an idle browser. */
const MAX_WAIT_MS = 2_000;

/** Runs `task` once the page is loaded and the browser idle. */
export function whenIdle(task: () => void): void {
  // Safari has no idle callback.
  const idle = () =>
    'requestIdleCallback' in globalThis ? requestIdleCallback(task, { timeout: MAX_WAIT_MS }) : setTimeout(task);
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle, { once: true });
}

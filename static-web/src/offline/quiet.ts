/** When the page has what it needs, and the phone time for the rest. */

/** Runs `task` once the page is loaded and the browser idle. */
export function onLoaded(task: () => void): void {
  // Safari has no idle callback.
  const idle = () => (globalThis.requestIdleCallback ?? setTimeout)(task);
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle, { once: true });
}

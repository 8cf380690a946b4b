/** Reloads the page automatically: never before what was written is saved, and never in a loop. */

const DONE_AS = 'feltskema.reloaded';
/** A page that fails again so soon would fail for ever. */
const ONCE_IN_MS = 60_000;

const tasks = new Set<() => Promise<void>>();

/** Runs `task` before the page is reloaded, e.g. to save. Returns a function that stops this. */
export function beforeReload(task: () => Promise<void>): () => void {
  tasks.add(task);
  return () => tasks.delete(task);
}

export async function reload(): Promise<void> {
  await Promise.allSettled([...tasks].map((task) => task()));
  location.reload();
}

/**
 * Reloads the page after a part of it could not be loaded, as when a new build has replaced the old one's files: a
 * failed `import()` stays failed in its page. Whether it is being reloaded; at most once a minute, and only with a
 * network.
 */
export function reloadOnce(): boolean {
  try {
    const before = Number(sessionStorage.getItem(DONE_AS) ?? 0);
    if (!navigator.onLine || Date.now() - before < ONCE_IN_MS) return false;
    sessionStorage.setItem(DONE_AS, String(Date.now()));
  } catch {
    // Cannot record that it was done: the error page has a button.
    return false;
  }
  void reload();
  return true;
}

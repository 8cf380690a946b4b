/** Reloads the page automatically, after open forms are saved, and never in a loop. */

const DONE_AS = 'feltskema.reloaded';
/** The shortest time between two automatic reloads, since a page that fails again at once would reload for ever. */
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
 * Reloads the page after an `import()` has failed, as when a new build has replaced the files: the browser does not try it again in the
 * same page. At most once a minute, and only with a network. Returns whether the page is being reloaded.
 */
export function reloadOnce(): boolean {
  try {
    const before = Number(sessionStorage.getItem(DONE_AS) ?? 0);
    if (!navigator.onLine || Date.now() - before < ONCE_IN_MS) return false;
    sessionStorage.setItem(DONE_AS, String(Date.now()));
  } catch {
    // The time of the reload cannot be recorded, so leave it to the person: the error page has a button.
    return false;
  }
  void reload();
  return true;
}

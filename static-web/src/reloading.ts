/** Loading the page anew by ourselves: never before what was written is kept, and never again and again. */

const DONE_AS = 'feltskema.reloaded';
/** A page that fails again so soon would fail for ever. */
const ONCE_IN_MS = 60_000;

const tasks = new Set<() => Promise<void>>();

/** Has `task` done before the page is loaded anew, such as keeping what was just written. Gives the way to stop. */
export function beforeReload(task: () => Promise<void>): () => void {
  tasks.add(task);
  return () => tasks.delete(task);
}

export async function reload(): Promise<void> {
  await Promise.allSettled([...tasks].map((task) => task()));
  location.reload();
}

/**
 * After a part of the page could not be loaded, as when a new version has taken the old one's files away: a failed `import()` stays
 * failed in its page. Whether the page is being loaded anew; once a minute at most, and only where there is a network.
 */
export function reloadOnce(): boolean {
  try {
    const before = Number(sessionStorage.getItem(DONE_AS) ?? 0);
    if (!navigator.onLine || Date.now() - before < ONCE_IN_MS) return false;
    sessionStorage.setItem(DONE_AS, String(Date.now()));
  } catch {
    // Nowhere to note that it was done: the error page has a button.
    return false;
  }
  void reload();
  return true;
}

/** Stores short values in local storage: keys and times only, never names, since they are not encrypted. */

const onThisPage = new Map<string, string>();

/** Stores a value; null removes it. Where the browser refuses storage, the value lasts until the page is closed. */
export function remember(name: string, value: string | null): void {
  if (value === null) onThisPage.delete(name);
  else onThisPage.set(name, value);
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Stored on the page only.
  }
}

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return onThisPage.get(name) ?? null;
  }
}

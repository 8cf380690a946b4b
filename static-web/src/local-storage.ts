/** Short values that outlive the page: keys and times, which mean nothing to whoever finds the phone. No names. */

const onThisPage = new Map<string, string>();

/** Without storage it lasts as long as the page. */
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

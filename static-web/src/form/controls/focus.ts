/** Focus was on a button that is gone: it goes to where the field begins, once that is drawn. */
export function focusSoon(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

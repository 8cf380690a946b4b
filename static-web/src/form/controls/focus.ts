/** Moves focus from a removed button to the beginning of the field, once that is drawn. */
export function focusSoon(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

/** Fills in a box as typing does: the page sees the new value and an `input` event. */
export function typeInto(box: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

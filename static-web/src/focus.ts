/**
 * Keeps focus on the page: when the focused element is removed (a dialog's question, "Show more" after the last page),
 * focus moves to the nearest remaining one, so that the next Tab continues from there.
 */
export function keepFocus(root: Element): () => void {
  let around: Element[] = [];
  const note = ({ target }: Event) => {
    around = target instanceof Element ? ancestors(target) : [];
  };
  const refocus = () => {
    const { activeElement, body } = document;
    if (activeElement !== null && activeElement !== body) return;
    const [lost] = around;
    if (!lost || lost.isConnected) return;
    const nearest = around.find((candidate) => candidate.isConnected && root.contains(candidate));
    around = [];
    if (nearest) focusOn(nearest);
  };
  const observer = new MutationObserver(refocus);
  root.addEventListener('focusin', note);
  observer.observe(root, { subtree: true, childList: true });
  return () => {
    root.removeEventListener('focusin', note);
    observer.disconnect();
  };
}

function ancestors(element: Element): Element[] {
  const chain: Element[] = [];
  for (let ancestor: Element | null = element; ancestor; ancestor = ancestor.parentElement) chain.push(ancestor);
  return chain;
}

/** Focuses the element; where it contains a whole page, the page's heading. */
function focusOn(element: Element): void {
  const place = (element.matches('main, .page, #app') ? element.querySelector('h1') : null) ?? element;
  if (!(place instanceof HTMLElement)) return;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/**
 * Sets the document's title from the page's heading, and moves focus to the heading after navigation, so that a screen reader reads it.
 * A page needs only an `h1`, which may be drawn late. Where answers must be corrected, the title begins by saying so.
 */
import { effect } from '@preact/signals';
import { moves } from './route';
import { t } from './texts';

export function followHeading(root: Element): () => void {
  let awaited = false;
  const update = () => {
    const heading = root.querySelector<HTMLElement>('h1:not([data-passing])');
    const name = heading?.textContent?.trim();
    const isFaulty = root.querySelector('.error-summary') !== null;
    const title = `${isFaulty ? `${t('form.fault')} ` : ''}${name ? `${name} – ` : ''}${t('app.name')}`;
    if (document.title !== title) document.title = title;
    if (!heading || !awaited) return;
    awaited = false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(update);
  observer.observe(root, { subtree: true, childList: true, characterData: true });
  const stop = effect(() => {
    if (moves.value > 0) awaited = true;
  });
  update();
  return () => {
    observer.disconnect();
    stop();
  };
}

/** A lock that tells other tabs and the service worker that a form is open, so that no update begins. */
import { FORM_LOCK } from '../../worker/messages';

/** Takes the lock; returns a function that releases it. It is also released while the page is in the back/forward cache, where Safari
 * would never release it. */
export function holdForm(): () => void {
  let release = hold();
  const away = () => release();
  const back = (event: PageTransitionEvent) => {
    if (event.persisted) release = hold();
  };
  addEventListener('pagehide', away);
  addEventListener('pageshow', back);
  return () => {
    release();
    removeEventListener('pagehide', away);
    removeEventListener('pageshow', back);
  };
}

function hold(): () => void {
  let release: () => void = () => undefined;
  const untilReleased = new Promise<void>((resolve) => (release = resolve));
  // A browser without the Web Locks API updates only when every page is closed.
  void navigator.locks?.request(FORM_LOCK, { mode: 'shared' }, () => untilReleased).catch(() => undefined);
  return release;
}

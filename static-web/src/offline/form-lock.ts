/** Says to every tab, and to the service worker, that a form is open: no update begins meanwhile. */
import { FORM_LOCK } from '../../worker/messages';

/** Holds the lock until the answer is called, and not while the page is put away: Safari keeps a lock that is never let go. */
export function holdForm(): () => void {
  let letGo = hold();
  const away = () => letGo();
  const back = (event: PageTransitionEvent) => {
    if (event.persisted) letGo = hold();
  };
  addEventListener('pagehide', away);
  addEventListener('pageshow', back);
  return () => {
    letGo();
    removeEventListener('pagehide', away);
    removeEventListener('pageshow', back);
  };
}

function hold(): () => void {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  // Without locks no update begins by itself: there the browser waits until every page is closed.
  void navigator.locks?.request(FORM_LOCK, { mode: 'shared' }, () => held).catch(() => undefined);
  return letGo;
}

/** A tiny router on the History API: which page the address means, moving there, and coming back to the same place. */
import { computed, signal } from '@preact/signals';

export type Route =
  | { page: 'home' }
  | { page: 'choose' }
  | { page: 'form'; app: string; id?: string }
  | { page: 'registration'; app: string; id: string }
  | { page: 'access'; key?: string }
  | { page: 'evaluation'; period?: string; part?: string }
  | { page: 'not-found' };

/** How often the person has moved since the page was loaded; 0 at first, when focus stays where the browser puts it. */
export const moves = signal(0);

const path = signal(location.pathname);

export const route = computed(() => routeOf(path.value));

let guard: ((move: () => void) => void) | undefined;

/** From now on `ask` is given each move to another page, to make it or not. Gives the way to stop. */
export function guardMoves(ask: (move: () => void) => void): () => void {
  guard = ask;
  return () => {
    if (guard === ask) guard = undefined;
  };
}

/** Whether somebody is asked about the move first. */
function isAsked(move: () => void): boolean {
  const asked = guard;
  asked?.(() => {
    guard = undefined;
    move();
  });
  return asked !== undefined;
}

/** The page that an address means. */
export function routeOf(pathname: string): Route {
  const [kind, app, id, ...rest] = parts(pathname);
  if (kind === undefined) return { page: 'home' };
  if (kind === 'ny' && app === undefined) return { page: 'choose' };
  if (kind === 'ny' && app && rest.length === 0) return id ? { page: 'form', app, id } : { page: 'form', app };
  if (kind === 'registrering' && app && id && rest.length === 0) return { page: 'registration', app, id };
  if (kind === 'adgang' && id === undefined) return app ? { page: 'access', key: app } : { page: 'access' };
  if (kind === 'evaluering' && rest.length === 0)
    return { page: 'evaluation', ...(app ? { period: app } : {}), ...(id ? { part: id } : {}) };
  return { page: 'not-found' };
}

export const registrationPath = (app: string, id: string) =>
  `/registrering/${encodeURIComponent(app)}/${encodeURIComponent(id)}`;

/** Where operators keep the access list. */
export const ACCESS_PATH = '/adgang';

export const accessPath = (key: string) => `${ACCESS_PATH}/${encodeURIComponent(key)}`;

/** Where evaluators read how it went. */
export const EVALUATION_PATH = '/evaluering';

export const evaluationPath = (period: string, part?: string) =>
  `${EVALUATION_PATH}/${encodeURIComponent(period)}${part ? `/${encodeURIComponent(part)}` : ''}`;

/** Where an app is chosen. */
export const CHOOSE_PATH = '/ny';

export const formPath = (app: string, id?: string) =>
  `/ny/${encodeURIComponent(app)}${id ? `/${encodeURIComponent(id)}` : ''}`;

/**
 * Go to a page of ours. `replace` corrects the address of the page one is on, so focus, scroll and the way back stay as
 * they are.
 */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) {
    history.replaceState(history.state, '', to);
  } else {
    if (isAsked(() => navigate(to))) return;
    keepScroll();
    history.pushState(null, '', to);
    moves.value += 1;
    scrollTo(0, 0);
  }
  path.value = location.pathname;
}

/** Go to a page that takes the place of the one left, since going back there would make no sense (a form that is sent). */
export function moveOn(to: string): void {
  history.replaceState(null, '', to);
  moves.value += 1;
  scrollTo(0, 0);
  path.value = location.pathname;
}

/** Begins to follow the address and taps on links of ours. Gives the way to stop. */
export function followAddress(): () => void {
  history.scrollRestoration = 'manual';
  const back = () => {
    // A jump within the page (from a list of faults to the field) is no move.
    if (location.pathname === path.peek()) return;
    const to = location.pathname;
    if (isAsked(() => navigate(to))) return history.pushState(null, '', path.peek());
    moves.value += 1;
    path.value = location.pathname;
    const { scroll } = (history.state ?? {}) as { scroll?: number };
    requestAnimationFrame(() => scrollTo(0, scroll ?? 0));
  };
  addEventListener('popstate', back);
  addEventListener('pagehide', keepScroll);
  document.addEventListener('click', followLink);
  return () => {
    removeEventListener('popstate', back);
    removeEventListener('pagehide', keepScroll);
    document.removeEventListener('click', followLink);
  };
}

function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  // The server's own pages, and jumps within the page, are the browser's business.
  if (link.pathname.startsWith('/api/') || link.hash) return;
  event.preventDefault();
  navigate(link.pathname);
}

/** Where the person was on the page that is left, so that going back lands there. */
function keepScroll(): void {
  history.replaceState({ ...(history.state as object | null), scroll: scrollY }, '');
}

function parts(pathname: string): string[] {
  try {
    return pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return [''];
  }
}

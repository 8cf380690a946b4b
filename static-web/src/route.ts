/** A small router on the History API: which page the address means, navigation, and restoring the scroll position. */
import { computed, signal } from '@preact/signals';

export type Route =
  | { page: 'home' }
  | { page: 'choose' }
  | { page: 'form'; app: string; id?: string }
  | { page: 'registration'; app: string; id: string }
  | { page: 'access'; key?: string }
  | { page: 'operations'; key: string }
  | { page: 'evaluation'; period?: string; part?: string }
  | { page: 'not-found' };

/**
 * How often the person has navigated since the page was loaded; 0 at first, when focus stays where the browser puts it.
 */
export const moves = signal(0);

const path = signal(location.pathname);

export const route = computed(() => routeOf(path.value));

let guard: ((move: () => void) => void) | undefined;

/** Calls `ask` before each navigation, which decides whether it is made. Returns a function that stops this. */
export function guardMoves(ask: (move: () => void) => void): () => void {
  guard = ask;
  return () => {
    if (guard === ask) guard = undefined;
  };
}

/** Whether a guard asks the person before this navigation. */
function isAsked(move: () => void): boolean {
  const question = guard;
  question?.(() => {
    guard = undefined;
    move();
  });
  return question !== undefined;
}

/** The page that an address means. */
export function routeOf(pathname: string): Route {
  const [kind, app, id, ...rest] = parts(pathname);
  if (kind === undefined) return { page: 'home' };
  if (kind === 'ny' && app === undefined) return { page: 'choose' };
  if (kind === 'ny' && app && rest.length === 0) return id ? { page: 'form', app, id } : { page: 'form', app };
  if (kind === 'registrering' && app && id && rest.length === 0) return { page: 'registration', app, id };
  if (kind === 'adgang' && id === undefined) return app ? { page: 'access', key: app } : { page: 'access' };
  if (kind === 'drift') return { page: 'operations', key: pathname.slice(OPERATIONS_PATH.length + 1) };
  if (kind === 'evaluering' && rest.length === 0)
    return { page: 'evaluation', ...(app ? { period: app } : {}), ...(id ? { part: id } : {}) };
  return { page: 'not-found' };
}

export const registrationPath = (app: string, id: string) =>
  `/registrering/${encodeURIComponent(app)}/${encodeURIComponent(id)}`;

/** The page of the access list, for operators. */
export const ACCESS_PATH = '/adgang';

export const accessPath = (key: string) => `${ACCESS_PATH}/${encodeURIComponent(key)}`;

/** The page of deliveries, for operators and team leaders; one delivery is its person, id and target after it. */
export const OPERATIONS_PATH = '/drift';
/** The page of reports, for evaluators. */
export const EVALUATION_PATH = '/evaluering';

export const evaluationPath = (period: string, part?: string) =>
  `${EVALUATION_PATH}/${encodeURIComponent(period)}${part ? `/${encodeURIComponent(part)}` : ''}`;

/** The page on which an app is chosen. */
export const CHOOSE_PATH = '/ny';

export const formPath = (app: string, id?: string) =>
  `/ny/${encodeURIComponent(app)}${id ? `/${encodeURIComponent(id)}` : ''}`;

/**
 * Navigates to a page. `replace` corrects the address of the current page, so focus, scroll position and history stay.
 */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) {
    history.replaceState(history.state, '', to);
  } else {
    if (isAsked(() => navigate(to))) return;
    saveScroll();
    history.pushState(null, '', to);
    moves.value += 1;
    scrollTo(0, 0);
  }
  path.value = location.pathname;
}

/**
 * Navigates to a page that replaces the current one in the history, since going back there makes no sense (a sent
 * form).
 */
export function moveOn(to: string): void {
  history.replaceState(null, '', to);
  moves.value += 1;
  scrollTo(0, 0);
  path.value = location.pathname;
}

/** Begins to follow the address and clicks on our links. Returns a function that stops. */
export function followAddress(): () => void {
  history.scrollRestoration = 'manual';
  const back = () => {
    // A jump within the page (from a list of faults to the field) is no navigation.
    if (location.pathname === path.peek()) return;
    const to = location.pathname;
    if (isAsked(() => navigate(to))) return history.pushState(null, '', path.peek());
    moves.value += 1;
    path.value = location.pathname;
    const { scroll } = (history.state ?? {}) as { scroll?: number };
    requestAnimationFrame(() => scrollTo(0, scroll ?? 0));
  };
  addEventListener('popstate', back);
  addEventListener('pagehide', saveScroll);
  document.addEventListener('click', followLink);
  return () => {
    removeEventListener('popstate', back);
    removeEventListener('pagehide', saveScroll);
    document.removeEventListener('click', followLink);
  };
}

function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  // The server's own pages, and jumps within the page, are left to the browser.
  if (link.pathname.startsWith('/api/') || link.hash) return;
  event.preventDefault();
  navigate(link.pathname);
}

/** Stores the scroll position of the present page, to restore it when the person goes back. */
function saveScroll(): void {
  history.replaceState({ ...(history.state as object | null), scroll: scrollY }, '');
}

function parts(pathname: string): string[] {
  try {
    return pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return [''];
  }
}

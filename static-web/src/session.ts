/**
 * Who is signed in. The cookie is out of reach of scripts, so the page only knows what `/api/auth/me` says, and asks again
 * each time the person comes back to it: after MitID the answer may have changed without a page load (iOS keeps the
 * installed app alive beneath the sign-in sheet).
 */
import { computed, effect, signal } from '@preact/signals';
import { NoNetwork, Problem, me, logout as postLogout, onNoAccess, onSignedOut, type How, type Person } from './api';

export type Session = { state: 'unknown' } | { state: 'signed-out' } | ({ state: 'signed-in' } & Person);

const STORED_AS = 'feltskema.person';
const PENDING_EVERY_MS = 3_000;
const PENDING_FOR_MS = 10 * 60_000;

export const session = signal<Session>({ state: 'unknown' });

/** Whether the first question is still unanswered; afterwards `unknown` means that the server can't be reached. */
export const checking = signal(true);

/** Whether the person was sent to MitID from this very page and has not come back signed in. */
export const signingIn = signal(false);

const lastKey = signal<string | null>(stored());

/** The key of the person signed in now, else of the one who was last: whose drafts the phone may show while offline. */
export const personKey = computed(() => (session.value.state === 'signed-in' ? session.value.key : lastKey.value));

/**
 * Whether the person was let in since the page was loaded and has not signed out: a session that ends by itself must not
 * take a form away from the one who writes in it.
 */
export const letIn = signal(false);

/** Whether the person signed in now has no role (yet): nothing but waiting is to be had. */
export const roleless = computed(() => session.value.state === 'signed-in' && session.value.roles.length === 0);

/** Whether the person signed in keeps the access list. */
export const isOperator = computed(
  () => session.value.state === 'signed-in' && session.value.roles.includes('operatoer'),
);

/** The key of who had a role since the page was loaded: a form that they write in is not taken from them. */
let hadRole: string | null = null;

effect(() => {
  const now = session.value;
  if (now.state === 'signed-in') {
    if (!roleless.value) hadRole = now.key;
    letIn.value = hadRole === now.key;
  }
  // Who was here last may begin before the server has answered, or without a network.
  if (now.state === 'unknown' && personKey.value !== null) letIn.value = true;
});

let underWay: Promise<boolean> | undefined;

/** Asks who is signed in, never more than once at a time: whether there was an answer. Never rejects. */
export function checkSession(how: How = {}): Promise<boolean> {
  underWay ??= ask(how).finally(() => {
    underWay = undefined;
    checking.value = false;
  });
  return underWay;
}

async function ask(how: How): Promise<boolean> {
  try {
    const person = await me(how);
    remember(person.key);
    signingIn.value = false;
    session.value = { state: 'signed-in', ...person };
    return true;
  } catch (failure) {
    // A 401 has already told through onSignedOut. Anything else says nothing about the session.
    if (!(failure instanceof Problem) && !(failure instanceof NoNetwork)) throw failure;
    return failure instanceof Problem && failure.status === 401;
  }
}

/** Off to MitID. Only ever on a tap: a redirect by itself opens a surprise sheet over an installed app. */
export function signIn(next: string = location.pathname): void {
  signingIn.value = true;
  watchPending();
  location.assign(`/api/auth/login?${new URLSearchParams({ next })}`);
}

/** Ends the session here and on the server. The drafts stay on the phone, hidden until their person is back. Throws `NoNetwork` when the server is not reached. */
export async function logout(): Promise<void> {
  try {
    await postLogout();
  } catch (failure) {
    if (!(failure instanceof Problem && failure.status === 401)) throw failure;
  }
  session.value = { state: 'signed-out' };
  remember(null);
  letIn.value = false;
  hadRole = null;
}

/** Begins to follow the session. Gives the way to stop. */
export function followSession(): () => void {
  const check = (event: Event) => {
    if (document.visibilityState === 'visible') void checkSession({ background: event.type === 'online' });
  };
  const stopNoAccess = onNoAccess(() => void checkSession());
  const stop = onSignedOut(() => {
    session.value = { state: 'signed-out' };
  });
  document.addEventListener('visibilitychange', check);
  for (const event of ['pageshow', 'focus', 'online']) addEventListener(event, check);
  void checkSession();
  return () => {
    stop();
    stopNoAccess();
    document.removeEventListener('visibilitychange', check);
    for (const event of ['pageshow', 'focus', 'online']) removeEventListener(event, check);
  };
}

function watchPending(): void {
  const until = Date.now() + PENDING_FOR_MS;
  const timer = setInterval(() => {
    if (Date.now() > until) signingIn.value = false;
    if (!signingIn.value) clearInterval(timer);
    else if (document.visibilityState === 'visible') void checkSession({ background: true });
  }, PENDING_EVERY_MS);
}

/** Only the key, which says nothing to whoever finds the phone: no name is left behind. */
function remember(key: string | null): void {
  lastKey.value = key;
  try {
    if (key === null) localStorage.removeItem(STORED_AS);
    else localStorage.setItem(STORED_AS, key);
  } catch {
    // Without storage the key lasts as long as the page.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}

/**
 * The signed-in person. Scripts cannot read the session cookie, so the page asks `/api/auth/me`, and asks again when the page becomes
 * visible: the person may have signed in with MitID without a new page load (iOS keeps the app alive).
 */
import limits from '../../shared/contract/limits.json';
import { computed, effect, signal } from '@preact/signals';
import { evaluationContext, type EvaluationContext } from './form/engine/evaluation-context';
import {
  NoNetwork,
  Problem,
  me,
  logout as postLogout,
  onNoAccess,
  onSignedOut,
  setPagePerson,
  type CallOptions,
  type Person,
} from './api';
import { remember, remembered } from './local-storage';
import { wipe } from './offline/database';
import { savePerson, loadPerson } from './offline/people';

/** `unexpected`: a session that this page did not request, until the person confirms that it is theirs. */
export type Session =
  | { state: 'unknown' }
  | { state: 'signed-out' }
  | ({ state: 'unexpected' } & Person)
  | ({ state: 'signed-in' } & Person);

const STORED_AS = 'feltskema.person';
const BEGUN_AS = 'feltskema.sign-in';
const UNTIL_AS = 'feltskema.until';
/** The local-storage key for a sign-out that the server does not know of yet. Its value is the person's key. */
const SIGN_OUT_KEY = 'feltskema.sign-out';
/** How long a sign-in may take; the server keeps it as long. */
const SIGN_IN_MS = limits.signInMinutes * 60_000;
const [PENDING_EVERY_MS, PENDING_FOR_MS] = [3_000, 10 * 60_000];

export const session = signal<Session>({ state: 'unknown' });

/** Whether the first request is still unanswered; afterwards `unknown` means that the server cannot be reached. */
export const checking = signal(true);

/** Whether the person was sent to MitID from this page and has not come back signed in. */
export const signingIn = signal(false);

const lastKey = signal<string | null>(remembered(STORED_AS));

/** The key of the person signed in now, or else last: whose drafts the phone may show while offline. */
export const personKey = computed(() => (session.value.state === 'signed-in' ? session.value.key : lastKey.value));

/** Whether the person has had a session in this page and has not signed out. A form that is open stays open when it expires. */
export const hasHadSession = signal(false);

/** Whether the signed-in person has no role (yet), and can only wait for access. */
export const roleless = computed(() => session.value.state === 'signed-in' && session.value.roles.length === 0);

const hasRole = (role: string) =>
  computed(() => session.value.state === 'signed-in' && session.value.roles.includes(role));

/** Whether the signed-in person is an operator. */
export const isOperator = hasRole('operatoer');

/** Whether the signed-in person is an evaluator. */
export const isEvaluator = hasRole('evaluator');

/** Whether the signed-in person handles other people's deliveries. */
export const isLeader = computed(
  () => isOperator.value || (session.value.state === 'signed-in' && session.value.roles.includes('teamleder')),
);

/** The key of a person who has had a role in this page: a form that they are editing stays open when they lose it. */
let hadRole: string | null = null;

effect(() => {
  const now = session.value;
  if (now.state === 'signed-in') {
    if (!roleless.value) hadRole = now.key;
    hasHadSession.value = hadRole === now.key;
  }
  // The last person can use the app before the server has answered, or without a network.
  if (now.state === 'unknown' && personKey.value !== null) hasHadSession.value = true;
});

// In an unexpected session calls are made for that session's person, so that it can be ended.
effect(() => setPagePerson((session.value.state === 'unexpected' ? session.value.key : personKey.value) ?? ''));

let asking: Promise<boolean> | undefined;

/** Asks the server who is signed in; one request at a time. Returns whether the server has answered. Never rejects. */
export function checkSession(how: CallOptions = {}): Promise<boolean> {
  asking ??= ask(how).finally(() => {
    asking = undefined;
    checking.value = false;
  });
  return asking;
}

async function ask(how: CallOptions): Promise<boolean> {
  const keyBefore = lastKey.peek();
  // Scripts cannot delete the cookie: without a sign-out on the server, the session would come back.
  if (!(await settleSignOut())) {
    session.value = { state: 'signed-out' };
    return false;
  }
  try {
    const person = await me(how);
    // The person has signed out meanwhile, so the answer is of a session that is over.
    if (keyBefore !== null && lastKey.peek() === null) return true;
    if (!person) session.value = { state: 'signed-out' };
    // Where a browser does not enforce `__Host-`, another host of the domain can set a session cookie. Such a session cannot write.
    else if (isExpected(person.key)) welcome(person);
    else session.value = { state: 'unexpected', ...person };
    return true;
  } catch (failure) {
    // `onSignedOut` has handled a 401. Other failures tell nothing about the session.
    if (!(failure instanceof Problem) && !(failure instanceof NoNetwork)) throw failure;
    return failure instanceof Problem && failure.status === 401;
  }
}

/** Assumes that the last person is signed in until the server has answered, so that the app opens at once, also without a network. */
async function presume(): Promise<void> {
  const person = lastKey.peek() === null ? undefined : await loadPerson(lastKey.peek()!);
  if (person && session.peek().state === 'unknown') session.value = { ...person, state: 'signed-in' };
}

/** To be called when the person has confirmed that an unexpected session is theirs. */
export function confirmSession(): void {
  const now = session.value;
  if (now.state !== 'unexpected') return;
  const { state: _, ...person } = now;
  welcome(person);
}

function welcome(person: Person): void {
  remember(STORED_AS, (lastKey.value = person.key));
  remember(BEGUN_AS, null);
  remember(UNTIL_AS, person.workdayEndsAt);
  signingIn.value = false;
  void savePerson(person);
  session.value = { ...person, state: 'signed-in' };
}

/** Whether the person was the last one here, or a sign-in was begun here recently. */
function isExpected(key: string): boolean {
  const since = Date.now() - Number(remembered(BEGUN_AS) ?? NaN);
  return (
    signingIn.value || key === lastKey.value || key === remembered(STORED_AS) || (since >= 0 && since < SIGN_IN_MS)
  );
}

/** Goes to MitID. Only to be called after a tap: an automatic redirect would open a sheet over an installed app. */
export function signIn(next: string = location.pathname): void {
  if (remembered(SIGN_OUT_KEY) === null) return toBroker(next);
  void afterSignOut(next);
}

async function afterSignOut(next: string): Promise<void> {
  if (await settleSignOut()) toBroker(next);
}

function toBroker(next: string): void {
  signingIn.value = true;
  remember(BEGUN_AS, String(Date.now()));
  watchPending();
  location.assign(`/api/auth/login?${new URLSearchParams({ next })}`);
}

/** Ends the session: here at once, and on the server as soon as it can be reached. Never rejects. */
export async function logout(): Promise<void> {
  const now = session.value;
  const key = 'key' in now ? now.key : lastKey.value;
  if (key !== null) remember(SIGN_OUT_KEY, key);
  endHere();
  remember(STORED_AS, null);
  const signedOut = settleSignOut();
  if (key !== null) await wipe(key);
  await signedOut;
}

function endHere(): void {
  session.value = { state: 'signed-out' };
  lastKey.value = null;
  for (const name of [BEGUN_AS, UNTIL_AS]) remember(name, null);
  hasHadSession.value = false;
  hadRole = null;
}

/** Sends a sign-out that the server does not know of yet. Returns whether none is left to send. Never rejects. */
async function settleSignOut(): Promise<boolean> {
  const key = remembered(SIGN_OUT_KEY);
  if (key === null) return true;
  try {
    // The server refuses to end anybody else's session.
    await postLogout({ person: key });
  } catch (failure) {
    if (!(failure instanceof Problem && failure.status === 401)) return false;
  }
  remember(SIGN_OUT_KEY, null);
  return true;
}

/** Whether the last person's working day is over, as far as the phone knows without the server. */
export function isWorkdayOver(now = new Date()): boolean {
  return now.getTime() > Date.parse(remembered(UNTIL_AS) ?? '');
}

/** Begins to follow the session. Returns a function that stops. */
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
  addEventListener('storage', followStorage);
  void presume();
  void checkSession();
  return () => {
    stop();
    stopNoAccess();
    document.removeEventListener('visibilitychange', check);
    for (const event of ['pageshow', 'focus', 'online']) removeEventListener(event, check);
    removeEventListener('storage', followStorage);
  };
}

/** Signing out in one tab signs out in all of them. */
function followStorage({ key, newValue }: StorageEvent): void {
  if (key === STORED_AS && newValue === null && lastKey.value !== null) endHere();
}

function watchPending(): void {
  const until = Date.now() + PENDING_FOR_MS;
  const timer = setInterval(() => {
    if (Date.now() > until) signingIn.value = false;
    if (!signingIn.value) clearInterval(timer);
    else if (document.visibilityState === 'visible') void checkSession({ background: true });
  }, PENDING_EVERY_MS);
}

/** The context of expressions at a moment: the time and the person, whose name is unknown until the server has sent it. */
export function evaluationContextAt(moment: Date): EvaluationContext {
  return evaluationContext(moment, session.value.state === 'signed-in' ? session.value : {});
}

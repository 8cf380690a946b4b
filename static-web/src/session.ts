/**
 * The signed-in person. Scripts cannot read the cookie, so the page only knows what `/api/auth/me` says, and asks again
 * when the person comes back: after MitID the answer may have changed without a page load (iOS keeps the app alive).
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
  speakFor,
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
/** The key of the person who has signed out here before the server was told. */
const OWED_AS = 'feltskema.sign-out';
/** As long as the server keeps a sign-in in progress. */
const BEGUN_FOR_MS = limits.signInMinutes * 60_000;
const [PENDING_EVERY_MS, PENDING_FOR_MS] = [3_000, 10 * 60_000];

export const session = signal<Session>({ state: 'unknown' });

/** Whether the first request is still unanswered; afterwards `unknown` means that the server cannot be reached. */
export const checking = signal(true);

/** Whether the person was sent to MitID from this page and has not come back signed in. */
export const signingIn = signal(false);

const lastKey = signal<string | null>(remembered(STORED_AS));

/** The key of the person signed in now, or else last: whose drafts the phone may show while offline. */
export const personKey = computed(() => (session.value.state === 'signed-in' ? session.value.key : lastKey.value));

/** Whether the person had a session here and has not signed out: an expired one must not take an edited form away. */
export const letIn = signal(false);

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

/** The key of a person who has had a role here: a form that they are editing is not taken away. */
let hadRole: string | null = null;

effect(() => {
  const now = session.value;
  if (now.state === 'signed-in') {
    if (!roleless.value) hadRole = now.key;
    letIn.value = hadRole === now.key;
  }
  // The last person may begin before the server has answered, or without a network.
  if (now.state === 'unknown' && personKey.value !== null) letIn.value = true;
});

// A person may sign out of a session that is not theirs.
effect(() => speakFor((session.value.state === 'unexpected' ? session.value.key : personKey.value) ?? ''));

let asking: Promise<boolean> | undefined;

/** Asks the server who is signed in, never concurrently. Whether there was an answer. Never rejects. */
export function checkSession(how: CallOptions = {}): Promise<boolean> {
  asking ??= ask(how).finally(() => {
    asking = undefined;
    checking.value = false;
  });
  return asking;
}

async function ask(how: CallOptions): Promise<boolean> {
  // Scripts cannot delete the cookie, so a session that was ended here would come back.
  if (!(await settleSignOut())) {
    session.value = { state: 'signed-out' };
    return false;
  }
  try {
    const person = await me(how);
    if (!person) session.value = { state: 'signed-out' };
    // Where `__Host-` is not enforced, a neighbouring host can plant its session, which cannot write anything.
    else if (isExpected(person.key)) welcome(person);
    else session.value = { state: 'unexpected', ...person };
    return true;
  } catch (failure) {
    // A 401 was handled through onSignedOut. Anything else says nothing about the session.
    if (!(failure instanceof Problem) && !(failure instanceof NoNetwork)) throw failure;
    return failure instanceof Problem && failure.status === 401;
  }
}

/** Assumes the last person while the server has not answered: the app opens at once, also without a network. */
async function presume(): Promise<void> {
  const person = lastKey.peek() === null ? undefined : await loadPerson(lastKey.peek()!);
  if (person && session.peek().state === 'unknown') session.value = { ...person, state: 'signed-in' };
}

/** The person confirms that the session is theirs. */
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
    signingIn.value || key === lastKey.value || key === remembered(STORED_AS) || (since >= 0 && since < BEGUN_FOR_MS)
  );
}

/** Goes to MitID. Only after a tap: an automatic redirect opens a surprising sheet over an installed app. */
export function signIn(next: string = location.pathname): void {
  if (remembered(OWED_AS) === null) return toBroker(next);
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
  if (key !== null) remember(OWED_AS, key);
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
  letIn.value = false;
  hadRole = null;
}

/** Tells the server of a sign-out that it does not know of. Whether none is left to tell. Never rejects. */
async function settleSignOut(): Promise<boolean> {
  const key = remembered(OWED_AS);
  if (key === null) return true;
  try {
    // The server refuses to end anybody else's session.
    await postLogout({ person: key });
  } catch (failure) {
    if (!(failure instanceof Problem && failure.status === 401)) return false;
  }
  remember(OWED_AS, null);
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

/**
 * The context of expressions at a moment: the time and the person, whose name is unknown until the server has sent it.
 */
export function evaluationContextAt(moment: Date): EvaluationContext {
  return evaluationContext(moment, session.value.state === 'signed-in' ? session.value : {});
}

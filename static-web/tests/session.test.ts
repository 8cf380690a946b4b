import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as api from '../src/api';
import {
  checkSession,
  checking,
  confirmSession,
  followSession,
  hasHadSession,
  logout,
  personKey,
  session,
  signIn,
  signingIn,
} from '../src/session';
import { FakeApi, PERSON } from './fake-api';
import { heldReply, problem, reply } from './responses';

let server: FakeApi;
let stop: () => void = () => undefined;

beforeEach(() => {
  server = new FakeApi();
  globalThis.fetch = server.fetch;
  session.value = { state: 'unknown' };
  localStorage.clear();
  localStorage.setItem('feltskema.person', PERSON.key);
});
afterEach(() => stop());

const sessionChecks = () => server.calls.filter((call) => call === 'GET /api/auth/me').length;

test('who is signed in is known after the first question', async () => {
  stop = followSession();
  await checkSession();
  expect(session.value).toMatchObject({ state: 'signed-in', name: PERSON.name, initials: 'MH' });
  expect(checking.value).toBe(false);
});

test('coming back asks again, but never twice at a time', async () => {
  stop = followSession();
  dispatchEvent(new Event('focus'));
  dispatchEvent(new Event('pageshow'));
  document.dispatchEvent(new Event('visibilitychange'));
  await checkSession();
  expect(sessionChecks()).toBe(1);
  dispatchEvent(new Event('focus'));
  await checkSession();
  expect(sessionChecks()).toBe(2);
});

test('an answer 401 of any call signs out', async () => {
  stop = followSession();
  await checkSession();
  server.fault = () => problem(401, 'no-session', 'Du er ikke logget ind');
  await expect(api.registrations()).rejects.toMatchObject({ status: 401 });
  expect(session.value).toEqual({ state: 'signed-out' });
});

test('a stranger is nobody, which is an answer', async () => {
  server.person = null;
  expect(await checkSession()).toBe(true);
  expect(session.value).toEqual({ state: 'signed-out' });
});

test('a session that the server takes for a forged one signs out', async () => {
  stop = followSession();
  server.fault = () => problem(401, 'no-session', 'Du er ikke logget ind');
  expect(await checkSession()).toBe(true);
  expect(session.value).toEqual({ state: 'signed-out' });
});

test('without a network the session stays what it was', async () => {
  stop = followSession();
  await checkSession();
  server.fault = () => Promise.reject(new TypeError('failed to fetch'));
  await checkSession();
  expect(session.value.state).toBe('signed-in');
});

const OFFLINE = () => Promise.reject(new TypeError('failed to fetch'));

test('signing out holds at once without a network, and the server is told when it is reached', async () => {
  await checkSession();
  server.fault = OFFLINE;
  await logout();
  expect([session.value.state, hasHadSession.value, personKey.value]).toEqual(['signed-out', false, null]);
  // As after a reload: the cookie is still there, but must not sign the person in.
  session.value = { state: 'unknown' };
  expect(await checkSession()).toBe(false);
  expect(session.value.state).toBe('signed-out');
  server.fault = null;
  await checkSession();
  expect(server.person).toBeNull();
  expect(session.value.state).toBe('signed-out');
  expect(Object.values({ ...localStorage })).toEqual([]);
});

test('who was signed in before a late sign-out was told is not asked about after it', async () => {
  await checkSession();
  server.fault = OFFLINE;
  await logout();
  server.fault = null;
  // As after a reload: the first script has sent its request while the session was still valid.
  session.value = { state: 'unknown' };
  const answer = Promise.resolve(
    new Response(JSON.stringify(PERSON), { headers: { 'Content-Type': 'application/json' } }),
  );
  globalThis.feltskemaBegun = { '/auth/me': { at: Date.now(), answer } };
  stop = followSession();
  await checkSession();
  expect(server.person).toBeNull();
  expect(session.value.state).toBe('signed-out');
});

test('a sign-out that is told late ends nobody else who has signed in meanwhile', async () => {
  await checkSession();
  server.fault = OFFLINE;
  await logout();
  server.fault = null;
  server.person = { ...PERSON, key: 'another', name: 'Mehmet' };
  await checkSession();
  expect(server.person).toMatchObject({ key: 'another' });
  expect(session.value).toMatchObject({ state: 'unexpected', name: 'Mehmet' });
});

test('who signs out in one tab is out in the others', async () => {
  stop = followSession();
  await checkSession();
  dispatchEvent(new StorageEvent('storage', { key: 'feltskema.person', newValue: null }));
  expect([session.value.state, hasHadSession.value, personKey.value]).toEqual(['signed-out', false, null]);
});

test('only the key of the last person is left on the phone, and nothing after signing out', async () => {
  await checkSession();
  const storedText = () => Object.values({ ...localStorage }).join(' ');
  expect(storedText()).toContain(PERSON.key);
  expect(storedText()).not.toContain(PERSON.name);
  expect(hasHadSession.value).toBe(true);
  await logout();
  expect(storedText()).not.toContain(PERSON.key);
  expect(personKey.value).toBeNull();
  expect(hasHadSession.value).toBe(false);
});

test('an answer that arrives after the person has signed out brings nobody back', async () => {
  await checkSession();
  const { reply: held, send } = heldReply();
  const fetch = globalThis.fetch;
  globalThis.fetch = (input, init) => (String(input) === '/api/auth/me' ? held : fetch(input, init));
  const check = checkSession();
  await logout();
  await send(reply(200, PERSON));
  await check;
  expect(session.value).toEqual({ state: 'signed-out' });
});

test('a session that ends by itself keeps the person at the form', async () => {
  stop = followSession();
  await checkSession();
  server.person = null;
  await checkSession();
  expect(session.value.state).toBe('signed-out');
  expect(hasHadSession.value).toBe(true);
});

test('a session that nobody asked for here lets nobody in before the person has said that it is theirs', async () => {
  await logout();
  server.person = PERSON;
  await checkSession();
  expect(session.value).toMatchObject({ state: 'unexpected', name: PERSON.name });
  expect([hasHadSession.value, personKey.value, localStorage.getItem('feltskema.person')]).toEqual([false, null, null]);
  confirmSession();
  expect(session.value).toMatchObject({ state: 'signed-in', name: PERSON.name });
  await checkSession();
  expect(session.value.state).toBe('signed-in');
});

test('the session of somebody else than the person who is here lets nobody in before it is confirmed', async () => {
  await checkSession();
  server.person = { ...PERSON, key: 'another', name: 'Mallory' };
  await checkSession();
  expect(session.value).toMatchObject({ state: 'unexpected', name: 'Mallory' });
  expect(personKey.value).toBe(PERSON.key);
  await logout();
  expect(server.person).toBeNull();
  expect(session.value.state).toBe('signed-out');
});

test('what the page sends says whose page it is, and signing out of another session is its own', async () => {
  await checkSession();
  const values: (string | null)[] = [];
  globalThis.fetch = (input, init) => {
    values.push(new Headers(init?.headers).get('Feltskema-Person'));
    return server.fetch(input, init);
  };
  const body = { version: 1, answers: {} };
  await api.putRegistration('virksomhedsbesoeg', 'x', body).catch(() => undefined);
  server.person = { ...PERSON, key: 'another' };
  await checkSession();
  await logout();
  expect(values).toEqual([PERSON.key, null, 'another']);
});

test('who has begun a sign-in here is expected for as long as it lasts, also after a reload', async () => {
  await logout();
  vi.useFakeTimers();
  try {
    signIn('/');
    // A reload resets this.
    signingIn.value = false;
    server.person = PERSON;
    vi.setSystemTime(Date.now() + 16 * 60_000);
    await checkSession();
    expect(session.value.state).toBe('unexpected');
    vi.setSystemTime(Date.now() - 2 * 60_000);
    await checkSession();
    expect(session.value.state).toBe('signed-in');
    expect(localStorage.getItem('feltskema.sign-in')).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

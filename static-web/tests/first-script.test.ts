import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hashOf } from '../building.ts';
import config from '../public/staticwebapp.config.json';
import { me, definition, NoNetwork } from '../src/api';
import { PERSON } from './fake-api';
import { problem } from './responses';

const SCRIPT = readFileSync('early.js', 'utf8');
const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });

let calls: string[];
let answer: (path: string) => Promise<Response>;

/** Runs the page's first script at an address of the app. */
function runAt(path: string): void {
  history.replaceState(null, '', path);
  document.head.innerHTML =
    '<meta name="parts" data-home="/assets/home-AAAAAAAA.js" data-form="/assets/form-AAAAAAAA.js" data-da="/assets/da.js" data-en="/assets/en.js" />';
  // Run it as the browser runs an inline script.
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call -- the script is no module
  new Function(SCRIPT)();
}

const stylesheets = () => [...document.querySelectorAll('link')].map((link) => link.getAttribute('href'));

beforeEach(() => {
  calls = [];
  answer = (path) => Promise.resolve(json(path === '/api/auth/me' ? PERSON : { app: 'besoeg' }));
  vi.stubGlobal('fetch', (input: string) => {
    calls.push(input);
    return answer(input);
  });
  localStorage.setItem('feltskema.person', PERSON.key);
  localStorage.setItem('feltskema.language', 'da');
});

afterEach(() => {
  vi.useRealTimers();
  globalThis.feltskemaBegun = undefined;
});

test('the policy lets this very script run, and no other that stands in a page', () => {
  const policy = config.globalHeaders['Content-Security-Policy'].split('; ');
  expect(policy).toContain(`script-src 'self' '${hashOf(SCRIPT)}'`);
});

test('who is signed in, the definition and the code of a form are asked for at once, and not again', async () => {
  runAt('/ny/besoeg/0190');
  expect(calls).toEqual(['/api/auth/me', '/api/definitions/besoeg']);
  expect(stylesheets()).toEqual(['/assets/da.js', '/assets/form-AAAAAAAA.js']);
  expect([await me(), await definition('besoeg')]).toEqual([PERSON, { app: 'besoeg' }]);
  expect(calls).toHaveLength(2);
  // An early answer is used once: the next call sends a request.
  await me();
  expect(calls).toHaveLength(3);
});

test('the code of the list is asked for at once where the list is shown', () => {
  runAt('/');
  expect(calls).toEqual(['/api/auth/me']);
  expect(stylesheets()).toEqual(['/assets/da.js', '/assets/home-AAAAAAAA.js']);
});

test.each(['/', '/ny/besoeg'])('where nobody has signed in no page is asked for at %s', (path) => {
  localStorage.clear();
  runAt(path);
  expect(calls).toEqual(['/api/auth/me']);
  expect(stylesheets()).toHaveLength(1);
});

test('an answer from before the sign-in is not taken for one of now', async () => {
  answer = () => Promise.resolve(problem(401, 'no-session', 'Du er ikke logget ind'));
  runAt('/ny/besoeg');
  await expect(me()).rejects.toMatchObject({ status: 401 });
  answer = () => Promise.resolve(json({ app: 'besoeg' }));
  expect(await definition('besoeg')).toEqual({ app: 'besoeg' });
});

test('an answer that has grown old is not taken', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  runAt('/');
  vi.setSystemTime(Date.now() + 60_000);
  await me();
  expect(calls).toEqual(['/api/auth/me', '/api/auth/me']);
});

test('a network that is not there is told as ever', async () => {
  answer = () => Promise.reject(new TypeError('failed to fetch'));
  runAt('/');
  await expect(me()).rejects.toBeInstanceOf(NoNetwork);
});

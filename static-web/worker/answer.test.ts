// @vitest-environment node
import { expect, test } from 'vitest';
import { answerTo } from './answer';

const ORIGIN = 'https://feltskema.dk';
const PATHS = new Set(['/index.html', '/assets/core-AAAAAAAA.js']);
const answer = (path: string, mode = 'navigate', method = 'GET') =>
  answerTo({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN, PATHS);

test.each(['/', '/?from=home-screen', '/ny', '/ny/virksomhedsbesoeg/0190', '/registrering/a/b', '/adgang'])(
  'a page of ours is the kept one: %s',
  (path) => expect(answer(path)).toBe('shell'),
);

test.each([
  '/api/auth/login?next=/ny',
  '/api/auth/callback?code=x&state=y',
  '/api/attachments/0190/0191',
  '/api',
  '/.auth/me',
  '/.well-known/security.txt',
  '/status',
  '/status/en',
  '/status-0123456789abcdef',
  '/manifest.webmanifest',
  '/sw.js',
  'https://mitid.dk/',
])('what is not ours is the network to answer, also where a person goes there: %s', (path) => {
  expect([answer(path), answer(path, 'cors'), answer(path, 'no-cors')]).toEqual(['network', 'network', 'network']);
});

test('files of this build and of earlier ones are looked for on the phone, and nothing is that is sent', () => {
  expect(answer('/assets/core-AAAAAAAA.js', 'cors')).toBe('file');
  expect(answer('/assets/form-OLDBUILD.js', 'cors')).toBe('file');
  expect(answer('/index.html', 'same-origin')).toBe('file');
  expect(answer('/', 'navigate', 'POST')).toBe('network');
});

test('an address like one of the server is a page', () => {
  expect([answer('/apien'), answer('/ny/api')]).toEqual(['shell', 'shell']);
});

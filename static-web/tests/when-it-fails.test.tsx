/** What a consultant is told when an answer was lost, the receiver is down, or Feltskema itself does not answer. */
import { render } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import '../src/pages/HomePage';
import '../src/pages/RegistrationPage';
import { NoNetwork } from '../src/transport';
import { forget } from '../src/registrations';
import { followAddress, navigate, registrationPath } from '../src/route';
import { checkSession, followSession, session } from '../src/session';
import { speak } from '../src/texts';
import { APP, FakeApi, PERSON } from './fake-api';
import 'fake-indexeddb/auto';
import { waitFor } from './waiting';

let server: FakeApi;
let stops: (() => void)[];

beforeEach(async () => {
  localStorage.clear();
  localStorage.setItem('feltskema.person', PERSON.key);
  speak('da');
  forget();
  server = new FakeApi();
  server.script = [];
  globalThis.fetch = server.fetch;
  globalThis.scrollTo = () => undefined;
  session.value = { state: 'unknown' };
  document.body.innerHTML = '<div id="app"></div>';
  stops = [followAddress(), followSession()];
  navigate('/');
  await checkSession();
});
afterEach(() => {
  render(null, root());
  stops.forEach((stop) => stop());
});

const root = () => document.getElementById('app') as HTMLElement;
const seen = () => root().textContent ?? '';
const shows = (words: string) => waitFor(() => expect(seen()).toContain(words));
const buttons = () => [...root().querySelectorAll('main button')].map(({ textContent }) => textContent);
const open = (path: string) => {
  navigate(path);
  render(<App />, root());
};

test('of an uncertain one, to look for it stands before anything else, with the id to look for', async () => {
  const { id } = server.add('uncertain', 'Café Blåbær ApS');
  open(registrationPath(APP, id));
  await shows('Se efter i Fasit');
  expect(seen()).toContain('Det har registreringens id, som står nederst på siden.');
  expect(seen()).toContain(`Registreringens id: ${id}`);
  const names = buttons();
  expect(names.indexOf('Den er i Fasit')).toBeLessThan(names.indexOf('Kopiér til en ny'));
  expect(names.indexOf('Send igen')).toBeLessThan(names.indexOf('Kopiér til en ny'));
});

test.each([
  ['uncertain', 'Se efter i Fasit'],
  ['refused', 'Læs årsagen, og ret den'],
] as const)('on the front page one that is %s says what to do next', async (status, next) => {
  server.add(status, 'Café Blåbær ApS');
  server.add('delivered', 'Kaffehuset ApS');
  open('/');
  await shows('Kræver handling');
  expect([...root().querySelectorAll('strong.entry-line')].map(({ textContent }) => textContent)).toEqual([next]);
});

test.each([
  [0, 'er på vej til Fasit'],
  [3, 'Det tager længere tid end normalt.'],
])('one that was received %i minutes ago and never tried says so: %s', async (minutes, words) => {
  const { id } = server.add('received', 'Café Blåbær ApS', 0, {
    receivedAt: new Date(Date.now() - minutes * 60_000).toISOString(),
  });
  open(registrationPath(APP, id));
  await shows(words);
});

test('where Feltskema does not answer, what was sent is said to be safe', async () => {
  const { id } = server.add('delivered', 'Café Blåbær ApS');
  server.fault = () => Promise.reject(new NoNetwork());
  open(registrationPath(APP, id));
  await shows('Der er ingen forbindelse til Feltskema lige nu.');
  expect(seen()).toContain('Det, du har sendt, er gemt hos os og leveres');
});

test('an older server names no target, and the question is asked all the same', async () => {
  const { id } = server.add('uncertain', 'Café Blåbær ApS', 5, { target: undefined as unknown as string });
  open(registrationPath(APP, id));
  await shows('Den sendes ikke igen');
  expect(buttons()).toContain('Send igen');
});

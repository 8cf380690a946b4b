/** The texts that a consultant sees when an answer was lost, the receiver is down, or Feltskema itself does not answer. */
import { beforeEach, expect, test } from 'vitest';
import '../src/pages/RegistrationPage';
import { NoNetwork } from '../src/transport';
import { registrationPath } from '../src/route';
import { APP } from './fake-api';
import { open, root, seen, server, shows, startAppForEachTest } from './app';

startAppForEachTest();
beforeEach(() => {
  server.script = [];
});

const buttons = () => [...root().querySelectorAll('main button')].map(({ textContent }) => textContent);

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
  open('/');
  await shows('Café Blåbær ApS');
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

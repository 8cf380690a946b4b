import { render } from 'preact';
import { expect, test } from 'vitest';
import { App } from '../src/App';
import type { Status } from '../src/api';
import { EMPTY } from '../src/memory/memory';
import { changeMemory } from '../src/memory/store';
import { registrations } from '../src/registrations';
import { registrationPath } from '../src/route';
import { checkSession, session } from '../src/session';
import { APP, PERSON } from './fake-api';
import { button, open, root, seen, server, startAppForEachTest } from './app';
import { waitFor, waitUntil } from './waiting';
import { typeInto } from './typing';

startAppForEachTest();

test('signed out, the way in is shown and nothing else', async () => {
  server.person = null;
  await checkSession();
  open('/');
  await waitFor(() => expect(button('Log ind med MitID')).toBeTruthy());
  expect(seen()).not.toContain('Mine registreringer');
});

test('my registrations stand with their status and the way to a new one', async () => {
  server.script = [];
  server.add('delivered', 'Café Blåbær ApS');
  open('/');
  await waitFor(() => expect(seen()).toContain('Café Blåbær ApS'));
  expect(seen()).toContain('I Fasit');
  await waitFor(() => expect(button('Ny registrering').getAttribute('href')).toBe(`/ny/${APP}`));
});

test.each([
  [['konsulent', 'operatoer'], 1],
  [['konsulent', 'teamleder'], 1],
  [['konsulent'], 0],
])('the front page leads those to Drift who settle what is not delivered: %j', async (roles, count) => {
  server.person = { ...PERSON, roles };
  await checkSession();
  open('/');
  await waitFor(() => expect(root().querySelector('h1')?.textContent).toBe('Mine registreringer'));
  expect(root().querySelectorAll('main a[href="/drift"]')).toHaveLength(count);
});

test('of many apps one is chosen on a page of its own, those used lately first', async () => {
  server.script = [];
  const [visit] = server.forms;
  const named = (app: string, da: string) => ({ ...visit!, app, title: { da, en: da } });
  server.forms = [visit!, named('a', 'Ærlig sag'), named('b', 'Bolig'), named('c', 'Arbejdstid')];
  server.add('delivered', 'Nygade 1', 5, { app: 'b' });
  open('/');
  await waitFor(() => expect(button('Ny registrering').getAttribute('href')).toBe('/ny'));
  await waitFor(() => expect(seen()).toContain(' · Bolig'));
  open('/ny');
  await waitFor(() => expect(seen()).toContain('Senest brugt'));
  const titles = [...root().querySelectorAll('.entry-title')].map((title) => title.textContent);
  expect(titles).toEqual(['Bolig', 'Arbejdstid', 'Registrering ved virksomhedsbesøg', 'Ærlig sag']);
  expect(button('Arbejdstid').getAttribute('href')).toBe('/ny/c');
});

test('an app that is put first stands first, in the list of apps and on the home page', async () => {
  server.script = [];
  const [visit] = server.forms;
  const named = (app: string, da: string) => ({ ...visit!, app, title: { da, en: da } });
  server.forms = [visit!, named('a', 'Ærlig sag'), named('b', 'Bolig'), named('c', 'Arbejdstid')];
  open('/ny');
  const pin = () => button('Sæt Bolig først');
  await waitFor(() => expect(pin().getAttribute('aria-pressed')).toBe('false'));
  pin().click();
  await waitFor(() => expect(pin().getAttribute('aria-pressed')).toBe('true'));
  open('/');
  await waitFor(() => expect(button('Ny: Bolig').getAttribute('href')).toBe('/ny/b'));
  open('/ny');
  await waitFor(() => expect(root().querySelector('.entry-title')?.textContent).toBe('Bolig'));
  await changeMemory(() => EMPTY);
});

test('an app that was put first stands first where the list is opened before the phone has read what it remembers', async () => {
  const [visit] = server.forms;
  const named = (app: string, da: string) => ({ ...visit!, app, title: { da, en: da } });
  server.forms = [visit!, named('a', 'Ærlig sag'), named('b', 'Bolig'), named('c', 'Arbejdstid')];
  open('/ny');
  await waitFor(() => expect(button('Bolig')).toBeTruthy());
  render(null, root());
  await changeMemory(() => ({ ...EMPTY, pinned: 'b' }));
  // As after a reload: the list is not read yet.
  session.value = { state: 'signed-in', ...PERSON, key: 'another' };
  session.value = { state: 'signed-in', ...PERSON };
  open('/ny');
  await waitFor(() => expect(root().querySelector('.entry-title')?.textContent).toBe('Bolig'));
  await changeMemory(() => EMPTY);
});

test('the list of apps stays as it is under a thumb, though the registrations come later', async () => {
  server.script = [];
  const [visit] = server.forms;
  const named = (app: string, da: string) => ({ ...visit!, app, title: { da, en: da } });
  server.forms = [visit!, named('a', 'Ærlig sag'), named('b', 'Bolig'), named('c', 'Arbejdstid')];
  open('/ny');
  await waitFor(() => expect(button('Bolig')).toBeTruthy());
  const entries = () => [...root().querySelectorAll('a.entry')];
  const before = entries();
  registrations.value = [server.add('delivered', 'Nygade 1', 5, { app: 'b' })];
  await new Promise(requestAnimationFrame);
  expect(entries()).toEqual(before);
  expect(before.every((entry) => entry.isConnected)).toBe(true);
});

test('an answer has the words of the version that it was given to', async () => {
  const [visit] = server.forms;
  const relabelled = JSON.parse(JSON.stringify(visit).replaceAll('Kontaktform', 'Mødeform')) as typeof visit;
  server.forms = [visit!, { ...relabelled!, version: 2 }];
  const row = server.add('delivered', 'Nygade 1', 5, { answers: { kontaktform: 'telefon' } });
  open(registrationPath(APP, row.id));
  await waitFor(() => expect(seen()).toContain('Kontaktform'));
  expect(server.calls).toContain(`GET /api/definitions/${APP}?version=1`);
});

test('who has sent nothing is told what will be here', async () => {
  open('/');
  await waitFor(() => expect(seen()).toContain('Du har ikke sendt noget endnu'));
});

test('a registration comes to Fasit before the eyes, and its id is shown', async () => {
  const row = server.add('received', 'Café Blåbær ApS', 0, { answers: { cvr: '90002759', moedtNogen: false } });
  open(registrationPath(APP, row.id));
  await waitFor(() => expect(root().querySelector('.receipt-id')?.textContent).toBe('D-2026-104711'));
  expect(root().querySelector('h1')?.textContent).toBe('Café Blåbær ApS');
  expect(seen()).toContain('90002759');
  expect(seen()).toContain('Mødte du nogen fra virksomheden?Nej');
});

test.each<[Status, string]>([
  ['waiting', 'vi prøver igen af os selv'],
  ['uncertain', 'Den sendes ikke igen, før du har set efter'],
  ['refused', 'Fasit tog ikke imod registreringen'],
])('%s is explained', async (status, explanation) => {
  const row = server.add(status, 'Besøg');
  open(registrationPath(APP, row.id));
  await waitFor(() => expect(seen()).toContain(explanation));
});

test('a person who has looked in Fasit settles what is uncertain, with the id found there', async () => {
  const row = server.add('uncertain', 'Besøg');
  open(registrationPath(APP, row.id));
  (await waitUntil(() => button('Den er i Fasit'))).click();
  const box = await waitUntil(() => root().querySelector<HTMLInputElement>('input[id^=settle-receipt]'));
  typeInto(box, ' D-9 ');
  button('Bekræft').closest('form')!.requestSubmit();
  await waitFor(() => expect(root().querySelector('.receipt-id')?.textContent).toBe('D-9'));
  expect(server.rows[0]?.status).toBe('delivered');
});

test('who saw it before it was uncertain anew sends nothing again', async () => {
  const row = server.add('uncertain', 'Besøg');
  open(registrationPath(APP, row.id));
  (await waitUntil(() => button('Send igen'))).click();
  row.statusAt = new Date().toISOString();
  (await waitUntil(() => root().querySelector<HTMLFormElement>('dialog form'))).requestSubmit();
  await waitFor(() => expect(seen()).toContain('Registreringen kan ikke afklares'));
});

test('a registration that is not there says so', async () => {
  open(registrationPath(APP, '0190a0b0-0000-7000-8000-000000000001'));
  await waitFor(() => expect(root().querySelector('h1')?.textContent).toBe('Registreringen findes ikke'));
});

test('a wrong address leads back', async () => {
  open('/findes/ikke');
  await waitFor(() => expect(seen()).toContain('Siden findes ikke'));
});

test('the page speaks English when asked', async () => {
  open('/');
  await waitFor(() => expect(seen()).toContain('Mine registreringer'));
  button('English').click();
  await waitFor(() => expect(seen()).toContain('My registrations'));
});

test('whose session it is that nobody asked for here, and a way out of it', async () => {
  server.person = { ...PERSON, key: 'another', name: 'Mallory' };
  await checkSession();
  render(<App />, root());
  await waitFor(() => expect(seen()).toContain('Er du Mallory?'));
  expect(seen()).not.toContain('Mine registreringer');
  button('Nej, log ud').click();
  await waitFor(() => expect(seen()).toContain('Log ind med MitID'));
  server.person = { ...PERSON, key: 'another', name: 'Mallory' };
  await checkSession();
  await waitFor(() => expect(seen()).toContain('Er du Mallory?'));
  button('Ja, det er mig').click();
  await waitFor(() => expect(seen()).toContain('Mine registreringer'));
});

test('a registration with two deliveries shows each, and settles the one that is meant', async () => {
  const at = new Date().toISOString();
  const delivery = {
    revision: 1,
    statusAt: at,
    attempts: 1,
    retryAt: null,
    held: null,
    assigned: '',
    acts: [],
    reason: null,
    receipt: null,
  } as const;
  const row = server.add('refused', 'Café Blåbær', 5, {
    target: 'momentum',
    reason: { code: 'refused', message: 'Momentum afviste registreringen: ukendt' },
    deliveries: [
      { ...delivery, acts: [], target: 'fasit-documents', status: 'delivered', receipt: { id: 'D-1', at } },
      {
        ...delivery,
        acts: [],
        target: 'momentum',
        status: 'refused',
        reason: { code: 'refused', message: 'ukendt enhed' },
      },
    ],
  });
  open(registrationPath(APP, row.id));
  await waitFor(() => expect(root().querySelectorAll('[data-delivery]')).toHaveLength(2));
  const [fasit, momentum] = [...root().querySelectorAll('[data-delivery]')].map((delivery) => delivery.textContent);
  expect(fasit).toContain('D-1');
  expect(momentum).toContain('ukendt enhed');
  expect(root().querySelectorAll('.settle')).toHaveLength(1);
  expect(seen()).toContain('Momentum tog ikke imod registreringen');
});

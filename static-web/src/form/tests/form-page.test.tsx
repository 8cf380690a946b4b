import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON, problem } from '../../../tests/fake-api';
import { allDrafts, draft, keep, type Draft } from '../../drafts';
import { forget } from '../../drafts/database';
import { wakeOutbox } from '../../outbox/drain';
import { entriesOf } from '../../outbox/store';
import { wipe } from '../../outbox/tests/entries';
import { refusal } from '../../outbox/tests/server';
import { speak } from '../../texts';
import { box, button, choose, fillIn, has, ID, openPage, option, tap, type, until, type Page } from './page';

let page: Page;

beforeEach(() => speak('da'));

afterEach(async () => {
  page.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await wipe();
  vi.unstubAllGlobals();
});

const noNetwork = () => Promise.reject(new TypeError('Failed to fetch'));
const puts = () => page.api.calls.filter((call) => call.startsWith('PUT'));
const text = () => page.root.textContent ?? '';
const send = () => tap(button('Send registrering'));

test('a visit is filled in, sent and gone from the phone', async () => {
  page = await openPage();
  await fillIn();
  await send();
  await until(() => page.sent.length > 0, 'the registration to be sent');
  expect(page.sent).toEqual([`virksomhedsbesoeg/${ID}`]);
  const { answers } = page.api.rows[0]!;
  expect(answers).toMatchObject({ cvr: '90001000', pnummer: '1190001000', kontaktform: 'telefon', moedtNogen: false });
  expect(answers['navn']).toBe('Nørrebro Håndværkerbageri ApS');
  expect(answers['besoegstidspunkt']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00[+-]\d\d:\d\d$/);
  expect(answers).not.toHaveProperty('kontaktpersoner');
  expect(await allDrafts()).toEqual([]);
});

test('conditional fields come, go and come back with what was typed; hidden they are not sent', async () => {
  page = await openPage();
  await fillIn();
  expect(has('Kontaktpersoner')).toBe(false);
  await choose('Mødte du nogen fra virksomheden?', 'Ja');
  await type(box('Navn'), 'Åse');
  await choose('Mødte du nogen fra virksomheden?', 'Nej');
  expect(has('Kontaktpersoner')).toBe(false);
  await choose('Mødte du nogen fra virksomheden?', 'Ja');
  expect(box('Navn').value).toBe('Åse');
  await choose('Mødte du nogen fra virksomheden?', 'Nej');
  await send();
  await until(() => page.sent.length > 0);
  expect(page.api.rows[0]!.answers).not.toHaveProperty('kontaktpersoner');
});

test('faults stand at the fields and in a summary that has focus, and go as they are mended', async () => {
  page = await openPage();
  await send();
  const summary = document.querySelector<HTMLElement>('[role=alert]')!;
  expect(document.activeElement).toBe(summary);
  expect(summary.textContent).toContain('Der er 7 ting at rette');
  expect(puts()).toEqual([]);
  const cvr = box('CVR-nummer');
  expect(cvr.getAttribute('aria-invalid')).toBe('true');
  const described = cvr
    .getAttribute('aria-describedby')!
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent);
  expect(described.join()).toContain('Udfyld CVR-nummer.');
  const link = [...summary.querySelectorAll('a')].find((anchor) => anchor.textContent === 'Vælg kontaktform.')!;
  await tap(link);
  expect(document.activeElement).toBe(option('Kontaktform', 'Fysisk møde'));
  await choose('Kontaktform', 'Online');
  expect(summary.textContent).not.toContain('kontaktform');
  expect(summary.textContent).toContain('Der er 6 ting at rette');
});

test('a card is added with focus in its first box, and a removed one can be taken back', async () => {
  page = await openPage();
  await choose('Mødte du nogen fra virksomheden?', 'Ja');
  await type(box('Navn'), 'Åse');
  await tap(button('Tilføj kontaktperson'));
  await until(() => document.activeElement === box('Navn', 1), 'focus in the new card');
  await type(box('Navn', 1), 'Bo');
  await tap(button('Fjern Kontaktperson 1'));
  expect(box('Navn').value).toBe('Bo');
  await until(() => document.activeElement === button('Fortryd'), 'focus on undo');
  await tap(button('Fortryd'));
  expect([box('Navn').value, box('Navn', 1).value]).toEqual(['Åse', 'Bo']);
});

test('two taps send once', async () => {
  page = await openPage();
  await fillIn();
  const sending = button('Send registrering');
  sending.click();
  sending.click();
  await until(() => page.sent.length > 0);
  expect(puts()).toHaveLength(1);
});

test("the server's faults are shown as the phone's own", async () => {
  page = await openPage();
  await fillIn();
  const errors = [{ path: '/notat', code: 'bad-text', message: 'Notat: indeholder tegn, som ikke kan gemmes.' }];
  const body = JSON.stringify({ status: 422, code: 'invalid-answers', title: 'Nej', detail: 'Ret', errors });
  page.api.fault = () => new Response(body, { status: 422, headers: { 'Content-Type': 'application/problem+json' } });
  await send();
  await until(() => text().includes('Notat: indeholder tegn'));
  expect(box('Notat').getAttribute('aria-invalid')).toBe('true');
  await type(box('Notat'), 'Rettet');
  expect(text()).not.toContain('Notat: indeholder tegn');
});

test('what was already sent with other content can be copied to a new draft', async () => {
  page = await openPage();
  await fillIn();
  page.api.fault = () => problem(409, 'conflict', 'Allerede sendt');
  await send();
  await until(() => text().includes('allerede sendt med andet indhold'));
  expect(await draft(ID)).toMatchObject({ returned: { kind: 'conflict' } });
  await tap(button('Kopiér til ny kladde'));
  await until(() => location.pathname !== '/' && !location.pathname.endsWith(ID), 'a new address');
  const [copy] = await allDrafts();
  expect(copy).toMatchObject({ answers: { cvr: '90001000' } });
  expect(copy).not.toHaveProperty('returned');
  expect(copy!.id).not.toBe(ID);
  expect(location.pathname).toBe(`/ny/virksomhedsbesoeg/${copy!.id}`);
});

test('without a network it goes to the outbox as it stands, and the page moves on', async () => {
  page = await openPage();
  await fillIn();
  page.api.fault = noNetwork;
  await send();
  await until(() => page.sent.length > 0, 'the page to move on');
  expect(await draft(ID)).toBeUndefined();
  const [entry] = await entriesOf(PERSON.key);
  expect(entry).toMatchObject({
    id: ID,
    obstacle: 'network',
    content: { title: 'Nørrebro Håndværkerbageri ApS · 90001000' },
  });
  page.api.fault = null;
  await wakeOutbox({ isForced: true });
  expect(page.api.rows).toHaveLength(1);
  expect(page.api.rows[0]!.answers).toEqual(entry!.content.answers);
});

test('what the register had not answered is filled in before it is sent', async () => {
  const api = new FakeApi();
  page = await openPage(api);
  await fillIn();
  api.fault = noNetwork;
  await type(box('CVR-nummer'), '90002090');
  await until(() => text().includes('Registreringen kan sendes uden P-nummer'));
  await send();
  await until(() => page.sent.length > 0);
  const [entry] = await entriesOf(PERSON.key);
  expect(entry!.content).toMatchObject({ lookUps: ['/cvr'], answers: { cvr: '90002090', pnummer: 'afventer' } });
  api.fault = null;
  await wakeOutbox({ isForced: true });
  // Of two units nobody can choose but the person.
  expect(api.rows[0]!.answers).toMatchObject({ navn: 'Vesterbro Cykler I/S', pnummer: 'afventer' });
  expect(api.rows[0]!.title).toBe('Vesterbro Cykler I/S');
});

test('signed out it waits in the outbox', async () => {
  page = await openPage();
  await fillIn();
  page.api.fault = () => problem(401, 'no-session', 'Du er ikke logget ind');
  await send();
  await until(() => page.sent.length > 0);
  expect(await entriesOf(PERSON.key)).toMatchObject([{ id: ID, obstacle: 'signed-out' }]);
});

test('the address of a form whose registration waits leads to that', async () => {
  page = await openPage();
  await fillIn();
  page.api.fault = noNetwork;
  await send();
  await until(() => page.sent.length > 0);
  page.close();
  page = await openPage(page.api, ID, ({ sent }) => sent.length > 0);
  expect(page.sent).toEqual([`virksomhedsbesoeg/${ID}`]);
  expect(page.root.querySelector('form')).toBeNull();
});

test('what came back later has its faults at the fields, takes no focus, and what is mended stays mended', async () => {
  page = await openPage();
  await fillIn();
  await type(box('Notat'), 'Kaffe');
  page.api.fault = noNetwork;
  await send();
  await until(() => page.sent.length > 0);
  const errors = ['notat', 'kontaktform'].map((id) => ({ path: `/${id}`, code: 'x', message: `${id} er forkert` }));
  page.api.fault = () => refusal(422, 'invalid-answers', { errors });
  await wakeOutbox({ isForced: true });
  page.close();
  page = await openPage(new FakeApi());
  await until(() => text().includes('Der er 2 ting at rette'));
  expect(document.activeElement).toBe(document.body);
  expect(box('Notat').getAttribute('aria-invalid')).toBe('true');
  await type(box('Notat'), 'Te');
  expect(text()).not.toContain('notat er forkert');
  await until(() => text().includes('Gemt på telefonen'));
  page.close();
  page = await openPage(new FakeApi());
  await until(() => text().includes('kontaktform er forkert'));
  expect(text()).not.toContain('notat er forkert');
  await send();
  await until(() => page.sent.length > 0);
  expect(page.api.rows).toHaveLength(1);
  expect(await allDrafts()).toEqual([]);
});

test('a refusal that is about no field is told in the words of the server, with focus, and can be tried again', async () => {
  page = await openPage();
  await fillIn();
  page.api.fault = () => refusal(422, 'wrong-clock', { detail: 'Uret på telefonen går forkert.' });
  await send();
  await until(() => text().includes('Uret på telefonen går forkert.'));
  expect(page.sent).toEqual([]);
  expect(document.activeElement?.textContent).toContain('Uret på telefonen går forkert.');
  page.api.fault = null;
  await send();
  await until(() => page.sent.length > 0);
});

test('a phone that keeps nothing sends from the page, and says when it could not', async () => {
  page = await openPage();
  await fillIn();
  await forget();
  vi.stubGlobal('indexedDB', undefined);
  page.api.fault = noNetwork;
  await send();
  await until(() => text().includes('telefonen kan ikke gemme den'));
  page.api.fault = null;
  await tap(button('Prøv igen'));
  await until(() => page.sent.length > 0);
  expect(page.api.rows).toHaveLength(1);
  vi.unstubAllGlobals();
});

test('offline a draft opens on the definition that was kept with it, and the register is not waited for', async () => {
  page = await openPage();
  await type(box('Notat'), 'Kaffe');
  await until(() => text().includes('Gemt på telefonen kl.'));
  page.close();
  const api = new FakeApi();
  api.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  page = await openPage(api);
  expect(box('Notat').value).toBe('Kaffe');
  await type(box('CVR-nummer'), '64942212');
  await until(() => text().includes('Registreringen kan sendes uden P-nummer'));
  await until(() => text().includes('Gemt på telefonen kl.'));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await draft(ID))!.answers).toMatchObject({ cvr: '64942212', pnummer: 'afventer', notat: 'Kaffe' });
});

test("another person's draft is never shown", async () => {
  const theirs: Draft = {
    ...{ id: ID, app: 'virksomhedsbesoeg', version: 1, title: '', personKey: 'another' },
    ...{ answers: { notat: 'Hemmeligt' }, updatedAt: new Date().toISOString() },
  };
  await keep(theirs);
  page = await openPage();
  expect(box('Notat').value).toBe('');
});

test('a draft is thrown away only after a question', async () => {
  page = await openPage();
  await type(box('Notat'), 'Kaffe');
  await until(() => text().includes('Gemt på telefonen kl.'));
  await tap(button('Kassér kladde'));
  expect(page.left).toBe(0);
  await tap(button('Ja, kassér'));
  await until(() => page.left === 1);
  expect(await allDrafts()).toEqual([]);
});

test('a correction says which revision it corrects', async () => {
  const api = new FakeApi();
  api.script = [];
  api.add('refused', 'Bageriet', 5, { id: ID, answers: { cvr: '90001000' } });
  const mine: Draft = {
    ...{ id: ID, app: 'virksomhedsbesoeg', version: 1, title: '', personKey: PERSON.key },
    ...{ answers: { cvr: '90001000' }, updatedAt: new Date().toISOString(), corrects: 1 },
  };
  await keep(mine);
  page = await openPage(api);
  await fillIn();
  await send();
  await until(() => page.sent.length > 0, 'the correction to be sent');
  expect(page.api.bodies[0]).toMatchObject({ corrects: 1, answers: { kontaktform: 'telefon' } });
  expect(page.api.rows[0]).toMatchObject({ revision: 2, status: 'received' });
});

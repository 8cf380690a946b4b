/** The form as a person meets it: filled in, mended, sent, thrown away. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeApi, PERSON } from '../../../tests/fake-api';
import { problem } from '../../../tests/responses';
import { waitFor } from '../../../tests/waiting';
import { allDrafts, loadDraft, saveDraft, type Draft } from '../../drafts';
import { refusal } from '../../outbox/tests/server';
import { speak } from '../../texts';
import {
  box,
  button,
  choose,
  closePage,
  fillIn,
  has,
  ID,
  noNetwork,
  openPage,
  option,
  send,
  tap,
  text,
  type,
  until,
  type Page,
} from './page';

let page: Page;

beforeEach(() => speak('da'));
afterEach(() => closePage(page));

const puts = () => page.api.calls.filter((call) => call.startsWith('PUT'));

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
  expect(await loadDraft(ID)).toMatchObject({ returned: { kind: 'conflict' } });
  await tap(button('Kopiér til ny kladde'));
  await until(() => location.pathname !== '/' && !location.pathname.endsWith(ID), 'a new address');
  const [copy] = await allDrafts();
  expect(copy).toMatchObject({ answers: { cvr: '90001000' } });
  expect(copy).not.toHaveProperty('returned');
  expect(copy!.id).not.toBe(ID);
  expect(location.pathname).toBe(`/ny/virksomhedsbesoeg/${copy!.id}`);
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

test('offline a draft opens on the definition that was kept with it, and the register is not waited for', async () => {
  page = await openPage();
  await type(box('Notat'), 'Kaffe');
  await until(() => text().includes('Gemt på telefonen kl.'));
  page.close();
  const api = new FakeApi();
  api.fault = noNetwork;
  page = await openPage(api);
  expect(box('Notat').value).toBe('Kaffe');
  await type(box('CVR-nummer'), '64942212');
  await until(() => text().includes('Registreringen kan sendes uden P-nummer'));
  await until(() => text().includes('Gemt på telefonen kl.'));
  const answers = { cvr: '64942212', pnummer: 'afventer', notat: 'Kaffe' };
  await waitFor(async () => expect(await loadDraft(ID)).toMatchObject({ answers }));
});

test("another person's draft is never shown", async () => {
  const otherDraft: Draft = {
    id: ID,
    app: 'virksomhedsbesoeg',
    version: 1,
    title: '',
    personKey: 'another',
    answers: { notat: 'Hemmeligt' },
    updatedAt: new Date().toISOString(),
  };
  await saveDraft(otherDraft);
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
  const ownDraft: Draft = {
    id: ID,
    app: 'virksomhedsbesoeg',
    version: 1,
    title: '',
    personKey: PERSON.key,
    answers: { cvr: '90001000' },
    updatedAt: new Date().toISOString(),
    corrects: 1,
  };
  await saveDraft(ownDraft);
  page = await openPage(api);
  await fillIn();
  await send();
  await until(() => page.sent.length > 0, 'the correction to be sent');
  expect(page.api.bodies[0]).toMatchObject({ corrects: 1, answers: { kontaktform: 'telefon' } });
  expect(page.api.rows[0]).toMatchObject({ revision: 2, status: 'received' });
});

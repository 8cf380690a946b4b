import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, problem } from '../../../tests/fake-api';
import { allDrafts, draft, keep, remove, type Draft } from '../../drafts';
import { session } from '../../session';
import { speak } from '../../texts';
import { box, button, choose, fillIn, has, ID, openPage, option, tap, type, until, type Page } from './page';

let page: Page;

beforeEach(() => speak('da'));

afterEach(async () => {
  page.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (const { id } of await allDrafts()) await remove(id);
  vi.unstubAllGlobals();
});

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
  expect(described.join()).toContain('CVR-nummer: skal udfyldes.');
  const link = [...summary.querySelectorAll('a')].find((one) => one.textContent!.startsWith('Kontaktform'))!;
  await tap(link);
  expect(document.activeElement).toBe(option('Kontaktform', 'Fysisk møde'));
  await choose('Kontaktform', 'Online');
  expect(summary.textContent).not.toContain('Kontaktform');
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
  expect(await draft(ID)).toMatchObject({ state: 'draft' });
  await tap(button('Kopiér til ny kladde'));
  await until(() => location.pathname !== '/' && !location.pathname.endsWith(ID), 'a new address');
  const [copy] = await allDrafts();
  expect(copy).toMatchObject({ answers: { cvr: '90001000' }, state: 'draft' });
  expect(copy!.id).not.toBe(ID);
  expect(location.pathname).toBe(`/ny/virksomhedsbesoeg/${copy!.id}`);
});

test('without a network it is kept, and sent when the network is back', async () => {
  page = await openPage();
  await fillIn();
  page.api.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  await send();
  await until(() => text().includes('Ikke sendt'));
  expect(await draft(ID)).toMatchObject({ state: 'sending' });
  page.api.fault = null;
  dispatchEvent(new Event('online'));
  await until(() => page.sent.length > 0, 'it to be sent by itself');
  expect(page.api.rows).toHaveLength(1);
});

test('what is on its way is not changed by a register that answers late', async () => {
  const api = new FakeApi();
  page = await openPage(api);
  await fillIn();
  api.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  await type(box('CVR-nummer'), '90002090');
  await until(() => text().includes('Registreringen kan sendes uden P-nummer'));
  await send();
  await until(() => text().includes('Ikke sendt'));
  api.fault = null;
  const onlyPutFails = (url: string, init: RequestInit) =>
    init.method === 'PUT' ? Promise.reject(new TypeError('Failed to fetch')) : api.fetch(url, init);
  vi.stubGlobal('fetch', onlyPutFails);
  dispatchEvent(new Event('online'));
  await until(() => has('Valby Langgade 18 D, 2500 ValbyVesterbro Cykler I/S · 1090002090'), 'the units');
  await until(() => text().includes('Ikke sendt'), 'the attempt to fail');
  expect(await draft(ID)).toMatchObject({ state: 'sending', answers: { pnummer: 'afventer' } });
});

test('signed out, the draft stays; signed in again, it is sent', async () => {
  page = await openPage();
  await fillIn();
  page.api.fault = () => problem(401, 'no-session', 'Du er ikke logget ind');
  await send();
  await until(() => text().includes('Du er logget ud'));
  expect(button('Log ind igen')).toBeTruthy();
  expect(await draft(ID)).toBeTruthy();
  page.api.fault = null;
  session.value = { ...session.value, state: 'signed-in', ...page.api.person! };
  await until(() => page.sent.length > 0);
});

test('a draft opens again where it was left, and goes on being sent when it was on its way', async () => {
  page = await openPage();
  await fillIn();
  page.api.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  await send();
  await until(() => text().includes('Ikke sendt'));
  page.close();
  await until(() => true);
  const api = new FakeApi();
  page = await openPage(api);
  await until(() => page.sent.length > 0, 'it to go on by itself');
  expect(api.rows[0]!.answers).toMatchObject({ cvr: '90001000' });
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
    ...{ id: ID, app: 'virksomhedsbesoeg', version: 1, title: '', state: 'draft', personKey: 'another' },
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

/** What the form page sends where there is no network, no session or no place to keep it, and what comes back later. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON } from '../../../tests/fake-api';
import { problem } from '../../../tests/responses';
import { allDrafts, loadDraft } from '../../drafts';
import { closeDatabase } from '../../drafts/database';
import { wakeOutbox } from '../../outbox/drain';
import { entriesOf } from '../../outbox/store';
import { refusal } from '../../outbox/tests/server';
import { speak } from '../../texts';
import {
  box,
  button,
  closePage,
  fillIn,
  ID,
  noNetwork,
  openPage,
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

test('without a network it goes to the outbox as it stands, and the page moves on', async () => {
  page = await openPage();
  await fillIn();
  page.api.fault = noNetwork;
  await send();
  await until(() => page.sent.length > 0, 'the page to move on');
  expect(await loadDraft(ID)).toBeUndefined();
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

test('a registration sent while signed out waits in the outbox', async () => {
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

test('a phone that keeps nothing sends from the page, and says when it could not', async () => {
  page = await openPage();
  await fillIn();
  await closeDatabase();
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

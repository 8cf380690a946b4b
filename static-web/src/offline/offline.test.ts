import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON } from '../../tests/fake-api';
import { COMPANIES } from '../../tests/fake-register';
import { problem } from '../../tests/responses';
import type { Company } from '../api';
import type { Definition } from '../definition';
import { definitionOf, forms } from '../definitions';
import { saveDraft } from '../drafts';
import { checkSession, followSession, logout, session } from '../session';
import { findCompanies, fitting } from './company-search';
import { closeStore, wipe, withStore } from './database';
import { fetchAhead, isAllStored, listsOf } from './fetch-ahead';
import {
  saveCompany,
  saveEntities,
  saveDefinition,
  loadCompanies,
  loadCompany,
  loadDefinition,
  loadEntities,
  loadForms,
} from './stored';
import { loadPerson, savePerson } from './people';
import { getReady } from './readiness';
import { readiness } from './state';
import { mayTakeUnseen } from './updates';
import { registration } from './worker-link';
import { waitFor } from '../../tests/waiting';

let server: FakeApi;
const [BAKERY, JOINER] = COMPANIES as [Company, Company, ...Company[]];
const cut = () => (server.fault = () => Promise.reject(new TypeError('failed to fetch')));
const definition = (app: string, version: number, sections: unknown[] = []) =>
  ({ app, version, title: { da: app, en: app }, description: { da: '', en: '' }, sections }) as unknown as Definition;
const CHOOSING = [{ fields: [{ control: 'group', fields: [{ control: 'entity', optionsFrom: 'kandidat' }] }] }];

beforeEach(() => {
  server = new FakeApi();
  vi.stubGlobal('fetch', server.fetch);
  session.value = { state: 'signed-in', ...PERSON };
});
afterEach(async () => {
  await wipe(PERSON.key);
  await closeStore();
});

test('each version of a definition is kept, and the newest is given where none is named', async () => {
  for (const version of [2, 10, 9]) await saveDefinition(definition('besoeg', version));
  await saveDefinition(definition('besoeg-2', 11));
  expect((await loadDefinition('besoeg', 2))?.version).toBe(2);
  expect((await loadDefinition('besoeg'))?.version).toBe(10);
  expect(await loadDefinition('andet')).toBeUndefined();
});

test('after signing in all that a visit may need is fetched, also for drafts of earlier versions', async () => {
  const form = server.forms[0]!;
  server.forms.push({ ...form, version: form.version + 1 });
  const draft = { id: 'a', app: form.app, version: form.version, title: '', answers: {}, state: 'draft' as const };
  await saveDraft({ ...draft, updatedAt: '2026-11-23T13:05:00Z', personKey: PERSON.key });
  expect(await isAllStored()).toBe(false);
  await fetchAhead();
  expect(await isAllStored()).toBe(true);
  cut();
  expect((await definitionOf(form.app, form.version)).version).toBe(form.version);
  expect((await definitionOf(form.app, form.version + 1)).version).toBe(form.version + 1);
  expect((await loadForms())?.map(({ app }) => app)).toEqual([form.app]);
});

test('a version that is kept is not fetched again', async () => {
  await fetchAhead();
  server.calls = [];
  await fetchAhead();
  expect(server.calls.filter((call) => call.includes('/definitions/'))).toEqual([]);
});

test('the app does not say that it is ready while a list to choose from is missing', async () => {
  expect(listsOf([definition('x', 1, CHOOSING)])).toEqual(['kandidat']);
  server.forms = [definition('x', 1, CHOOSING)];
  // This server has no such list.
  await fetchAhead();
  expect(await loadEntities('kandidat')).toBeUndefined();
  expect(await isAllStored()).toBe(false);
});

test('on a new phone the companies of what was sent lately are there', async () => {
  server.add('delivered', 'Bageriet', 5, { answers: { cvr: BAKERY.cvr, notat: 'x' } });
  await fetchAhead();
  expect((await loadCompany(BAKERY.cvr))?.company.name).toBe(BAKERY.name);
});

test('neither names on a list nor where the person has been can be read on the disk', async () => {
  await saveEntities('kandidat', { items: [{ value: '1', label: 'Åse Ærø' }], at: '2026-11-20T10:00:00Z' });
  await saveCompany(BAKERY);
  expect((await loadEntities('kandidat'))?.items).toEqual([{ value: '1', label: 'Åse Ærø' }]);
  expect((await loadCompany(BAKERY.cvr))?.company).toEqual(BAKERY);
  const rows = await withStore(async (store) => [await store.getAll('entities'), await store.getAll('companies')]);
  expect(rows!.map(({ length }) => length)).toEqual([1, 1]);
  expect(JSON.stringify(rows)).not.toMatch(/Åse|value|label|address|name/);
});

test('without the register a company used before is found by its name and street', async () => {
  await saveCompany(BAKERY, '2026-11-20T10:00:00Z');
  await saveCompany(JOINER, '2026-11-21T10:00:00Z');
  expect((await loadCompanies()).map(({ company }) => company.cvr)).toEqual([JOINER.cvr, BAKERY.cvr]);
  server.fault = () => problem(503, 'register-unavailable', 'CVR svarer ikke');
  expect((await findCompanies('håndværker VESTERBRO')).map(({ cvr }) => cvr)).toEqual([BAKERY.cvr]);
  await expect(findCompanies('slagter')).rejects.toMatchObject({ status: 503 });
  expect(fitting([], 'x')).toEqual([]);
});

test('who was here last is known without a network, until the session is over for good', async () => {
  await savePerson(PERSON);
  expect(await loadPerson(PERSON.key)).toEqual(PERSON);
  await savePerson({ ...PERSON, workdayEndsAt: new Date(Date.now() - 1_000).toISOString() });
  expect(await loadPerson(PERSON.key)).toBeUndefined();
});

test('the app opens as the person who was here last, and signing in again is asked for where the server says so', async () => {
  localStorage.setItem('feltskema.person', PERSON.key);
  await checkSession();
  await waitFor(async () => expect(await loadPerson(PERSON.key)).toBeDefined());
  cut();
  session.value = { state: 'unknown' };
  const stop = followSession();
  await waitFor(() => expect(session.value).toMatchObject({ state: 'signed-in', name: PERSON.name }));
  server.fault = () => problem(401, 'no-session', 'Du er ikke logget ind');
  await checkSession();
  await checkSession();
  expect(session.value.state).toBe('signed-out');
  stop();
});

test('nothing is left after signing out, and the next person finds none of it', async () => {
  await checkSession();
  await fetchAhead();
  await saveCompany(BAKERY);
  session.value = { state: 'signed-in', ...PERSON, key: 'another' };
  expect([await loadForms(), await loadCompanies()]).toEqual([undefined, []]);
  session.value = { state: 'signed-in', ...PERSON };
  await logout();
  expect(forms.value).toEqual([]);
  session.value = { state: 'signed-in', ...PERSON };
  expect([await loadForms(), await loadCompanies(), await loadPerson(PERSON.key)]).toEqual([undefined, [], undefined]);
});

test('a browser that keeps nothing costs nothing else', async () => {
  await closeStore();
  vi.stubGlobal('indexedDB', undefined);
  await saveCompany(BAKERY);
  expect([await loadCompanies(), await isAllStored()]).toEqual([[], false]);
  vi.unstubAllGlobals();
});

test('a new build is taken unseen only where nothing is written', () => {
  expect(mayTakeUnseen('ready', 'home')).toBe(true);
  for (const page of ['form', 'registration', 'access']) expect(mayTakeUnseen('ready', page)).toBe(false);
  for (const update of ['none', 'elsewhere'] as const) expect(mayTakeUnseen(update, 'home')).toBe(false);
});

test('a browser that asks the person whether to keep it, and is not answered, holds nothing up', async () => {
  await fetchAhead();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, which has none
  const active = { postMessage: (_: string, [port]: MessagePort[]) => port!.postMessage(true) };
  registration.value = { active } as unknown as ServiceWorkerRegistration;
  const never = new Promise<boolean>(() => undefined);
  vi.stubGlobal('navigator', {
    onLine: false,
    storage: { persisted: () => Promise.resolve(false), persist: () => never },
  });
  await getReady();
  expect(readiness.value).toBe('kept');
  vi.unstubAllGlobals();
  registration.value = undefined;
});

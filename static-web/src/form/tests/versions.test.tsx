/** A draft and the versions of its form. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON } from '../../../tests/fake-api';
import type { Definition } from '../../definition';
import { allDrafts, loadDraft, saveDraft, deleteDraft, type Draft } from '../../drafts';
import { pendingSaves } from '../../drafts/autosave';
import { session } from '../../session';
import { wakeOutbox } from '../../outbox/drain';
import { entriesOf } from '../../outbox/store';
import { speak } from '../../texts';
import { box, button, fillIn, has, ID, openPage, tap, until, type Page } from './page';

let page: Page;
let api: FakeApi;

beforeEach(async () => {
  speak('da');
  session.value = { state: 'signed-in', ...PERSON };
  api = new FakeApi();
  await saveDraft(begun({ notat: 'Kaffe' }));
});
afterEach(async () => {
  page.close();
  await pendingSaves();
  for (const { id } of await allDrafts()) await deleteDraft(id);
  indexedDB.deleteDatabase('none');
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function begun(answers: Draft['answers'], more: Partial<Draft> = {}): Draft {
  return {
    id: ID,
    app: 'virksomhedsbesoeg',
    version: 1,
    title: '',
    personKey: PERSON.key,
    answers,
    updatedAt: new Date().toISOString(),
    ...more,
  };
}

/** The second version calls the note something else, in words and by id. */
function second(migrates: Definition['migrates']): Definition {
  const text = JSON.stringify(api.forms[0])
    .replaceAll('"notat"', '"referat"')
    .replaceAll('"da":"Notat"', '"da":"Referat"');
  return { ...(JSON.parse(text) as Definition), version: 2, migrates: migrates ?? [] };
}

const text = () => page.root.textContent ?? '';
const NOTICE = 'Formularen er kommet i en ny udgave';

test('a draft is moved where the new version tells how, and is sent on it', async () => {
  api.forms.push(second([{ from: 1, renamed: { notat: 'referat' }, split: {}, defaults: {} }]));
  page = await openPage(api);
  expect(box('Notat').value).toBe('Kaffe');
  await until(() => text().includes(NOTICE), 'the notice');
  await tap(button('Flyt til den nye formular'));
  await until(() => has('Referat'), 'the new form');
  expect(box('Referat').value).toBe('Kaffe');
  expect(text()).not.toContain(NOTICE);
  expect(await loadDraft(ID)).toMatchObject({ version: 2, answers: { referat: 'Kaffe' } });
  await fillIn();
  await tap(button('Send registrering'));
  await until(() => page.sent.length > 0, 'the registration to be sent');
  expect(api.bodies[0]).toMatchObject({ version: 2, answers: { referat: 'Kaffe' } });
});

test('answers that would be lost are shown first', async () => {
  api.forms.push(second([{ from: 1, renamed: {}, split: {}, defaults: {} }]));
  page = await openPage(api);
  await until(() => text().includes(NOTICE), 'the notice');
  await tap(button('Flyt til den nye formular'));
  expect(text()).toContain('Den nye formular har ikke plads til disse svar');
  expect(text()).toContain('Notat: Kaffe');
  expect(await loadDraft(ID)).toMatchObject({ version: 1, answers: { notat: 'Kaffe' } });
  await tap(button('Flyt uden dem'));
  await until(() => has('Referat'));
  expect(box('Referat').value).toBe('');
});

test('a draft stays on its own version where the person wants it, and is not asked again', async () => {
  api.forms.push(second([]));
  page = await openPage(api);
  await until(() => text().includes(NOTICE), 'the notice');
  expect(text()).not.toContain('Flyt til den nye formular');
  await tap(button('Fortsæt på den gamle'));
  expect(text()).not.toContain(NOTICE);
  await until(() => text().includes('Gemt på telefonen'));
  page.close();
  page = await openPage(api);
  await fillIn();
  expect(text()).not.toContain(NOTICE);
  await tap(button('Send registrering'));
  await until(() => page.sent.length > 0);
  expect(api.bodies[0]).toMatchObject({ version: 1, answers: { notat: 'Kaffe' } });
});

test('each try to send tells the same moment', async () => {
  page = await openPage(api);
  await fillIn();
  api.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  await tap(button('Send registrering'));
  await until(() => page.sent.length > 0);
  const [entry] = await entriesOf(PERSON.key);
  expect(entry!.answeredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  api.fault = null;
  vi.setSystemTime(Date.now() + 2_000);
  await wakeOutbox({ isForced: true });
  expect(api.bodies.map((body) => body.answeredAt)).toEqual([entry!.answeredAt]);
});

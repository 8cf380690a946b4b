/** What the person is told of the form itself: that it is withdrawn, that it is a draft of one, or that nobody has it any more. */
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON } from '../../../tests/fake-api';
import { emptyPhone, signInAs } from '../../../tests/phone';
import { now } from '../../clock';
import { refreshForms } from '../../definitions';
import { saveDraft, type Draft } from '../../drafts';
import { ChoosePage } from '../../pages/ChoosePage';
import { speak } from '../../texts';
import { box, button, ID, openPage, tap, type, until, type Page } from './page';

const APP = 'virksomhedsbesoeg';
/** The draft's id was made on 24 November 2026. */
const BEFORE_IT_WAS_BEGUN = '2026-01-01';
const AFTER_IT_WAS_BEGUN = '2026-12-20';

let page: Page | undefined;
let api: FakeApi;

const text = () => document.body.textContent ?? '';
const newDraft = (more: Partial<Draft> = {}): Draft => ({
  id: ID,
  app: APP,
  version: 1,
  title: 'Bageriet',
  answers: { notat: 'en halv time' },
  personKey: PERSON.key,
  updatedAt: '2026-12-08T13:05:00Z',
  ...more,
});

beforeEach(async () => {
  speak('da');
  now.value = new Date('2027-01-05T12:00:00Z');
  api = new FakeApi();
  vi.stubGlobal('fetch', api.fetch);
  await signInAs();
});

afterEach(async () => {
  if (page) await act(() => page!.close());
  page = undefined;
  document.body.innerHTML = '';
  await emptyPhone();
  vi.unstubAllGlobals();
  now.value = new Date();
});

/** What the server says of the form reaches the phone before the page is opened. */
async function withdrawn(day: string): Promise<void> {
  api.withdrawn[APP] = day;
  await refreshForms();
}

test('nothing new is begun with a withdrawn form, by its address either', async () => {
  await withdrawn(BEFORE_IT_WAS_BEGUN);
  page = await openPage(api);
  await until(() => text().includes('Skemaet bruges ikke mere'));
  expect(document.querySelector('form')).toBeNull();
  expect(text()).toContain('fra 01.01.2026');
  await tap(button('Mine registreringer'));
  expect(page.left).toBe(1);
});

test('a draft that was begun before the withdrawal is told that it can still be sent', async () => {
  await saveDraft(newDraft());
  await withdrawn(AFTER_IT_WAS_BEGUN);
  page = await openPage(api);
  await until(() => text().includes('Skemaet bruges ikke mere'));
  expect(text()).toContain('Denne kladde er begyndt før og kan stadig sendes');
  expect(box('Notat').value).toBe('en halv time');
});

test('what was written on a form that turns out to be withdrawn stays, and is told that it cannot be sent', async () => {
  page = await openPage(api);
  await type(box('Notat'), 'en hel time');
  await act(() => withdrawn(BEFORE_IT_WAS_BEGUN));
  await until(() => text().includes('kan ikke sendes'));
  expect(box('Notat').value).toBe('en hel time');
});

test('without a network the phone says so by the list that it keeps', async () => {
  await withdrawn(AFTER_IT_WAS_BEGUN);
  await saveDraft(newDraft());
  api.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  const root = document.body.appendChild(document.createElement('div'));
  await act(() => render(<ChoosePage />, root));
  await until(() => text().includes('bruges ikke mere (fra 20.12.2026)'));
  expect(root.querySelector(`a[href="/ny/${APP}"]`)).toBeNull();
  await act(() => render(null, root));
});

test('a form that is to be withdrawn is offered until then, with its day', async () => {
  await withdrawn('2027-02-01');
  const root = document.body.appendChild(document.createElement('div'));
  await act(() => render(<ChoosePage />, root));
  await until(() => text().includes('Bruges til og med dagen før 01.02.2027'));
  expect(root.querySelector(`a[href="/ny/${APP}"]`)).not.toBeNull();
  await act(() => render(null, root));
});

test('a draft of a form says that what is sent goes nowhere', async () => {
  const live = api.forms[0]!;
  api.forms.push({ ...live, app: `${APP}_kladde` });
  await saveDraft(newDraft({ app: `${APP}_kladde` }));
  page = await openPage(api, ID, () => text().includes('Kladde af skemaet'), 'begun here', `${APP}_kladde`);
  expect(text()).toContain('når aldrig frem til et fagsystem');
});

test('a draft whose form nobody has can still be read', async () => {
  await saveDraft(newDraft({ version: 7 }));
  page = await openPage(api);
  await until(() => text().includes('Ukendt udgave'));
  expect(text()).toContain('Det, du har skrevet');
  expect(text()).toContain('en halv time');
});

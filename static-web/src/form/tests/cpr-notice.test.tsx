/** A CPR number in a text, as the person meets it: told of at the field, taken away or said to be none by one tap. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import definition from '../../../tests/virksomhedsbesoeg.json';
import { FakeApi, PERSON } from '../../../tests/fake-api';
import type { Definition } from '../../definition';
import { allDrafts, loadDraft, deleteDraft } from '../../drafts';
import { pendingSaves } from '../../drafts/autosave';
import { wipe } from '../../offline/database';
import { speak } from '../../texts';
import { box, button, choose, fillIn, ID, openPage, tap, type, until, type Page } from './page';
import { waitFor } from '../../../tests/waiting';

let page: Page;

beforeEach(() => speak('da'));

afterEach(async () => {
  page.close();
  await pendingSaves();
  for (const { id } of await allDrafts()) await deleteDraft(id);
  // A version that is kept is drawn without asking: the next test's has the same number.
  await wipe(PERSON.key);
  vi.unstubAllGlobals();
});

const puts = () => page.api.calls.filter((call) => call.startsWith('PUT'));
const note = () => box<HTMLTextAreaElement>('Notat');
const notices = () => [...page.root.querySelectorAll('.cpr-notice')].filter((notice) => notice.textContent !== '');

test('a number is shown as it is written, and removed with one tap', async () => {
  page = await openPage();
  await fillIn();
  await type(note(), 'Ring til 010190-123');
  expect(notices()).toEqual([]);
  await type(note(), 'Ring til 010190-1234 på fredag');
  expect(notices()).toHaveLength(1);
  await until(() => notices()[0]!.querySelector('button') !== null);
  await tap(button('Fjern nummeret'));
  expect(note().value).toBe('Ring til på fredag');
  expect(notices()).toEqual([]);
  await until(() => document.activeElement === note(), 'the focus to come back to the box');
});

test('a text with a number like a CPR number is not sent before the person has said what it is', async () => {
  page = await openPage();
  await fillIn();
  await type(note(), 'Sag 151225-0001');
  await tap(button('Send registrering'));
  expect(puts()).toEqual([]);
  expect(page.root.querySelector('.error-summary')!.textContent).toContain('Notat: ligner et CPR-nummer.');
  await tap(button('Det er ikke et CPR-nummer'));
  expect(page.root.querySelector('.error-summary')).toBeNull();
  await until(() => document.activeElement === note());
  await tap(button('Send registrering'));
  await until(() => page.sent.length > 0, 'the registration to be sent');
  expect(page.api.bodies[0]).toMatchObject({ notCpr: ['/notat'], answers: { notat: 'Sag 151225-0001' } });
});

test('what was said of one number says nothing of another, and is kept with the draft', async () => {
  page = await openPage();
  await choose('Mødte du nogen fra virksomheden?', 'Ja');
  await type(box('Navn'), '1003123456');
  await tap(button('Det er ikke et CPR-nummer'));
  await until(() => notices().length === 0);
  await waitFor(async () => expect((await loadDraft(ID))?.notCpr).toEqual(['1003123456']));
  page.close();
  page = await openPage();
  expect(box('Navn').value).toBe('1003123456');
  expect(notices()).toEqual([]);
  await type(note(), '1003123456 og 010190 1234');
  expect(notices()).toHaveLength(1);
});

test('where the definition forbids it, it can only be removed', async () => {
  const api = new FakeApi();
  api.forms = [{ ...(definition as unknown as Definition), cprInTexts: 'forbid' }];
  page = await openPage(api);
  await fillIn();
  await type(note(), 'Sag 151225-0001');
  expect(page.root.textContent).not.toContain('Det er ikke et CPR-nummer');
  await tap(button('Send registrering'));
  expect(puts()).toEqual([]);
  await tap(button('Fjern nummeret'));
  await tap(button('Send registrering'));
  await until(() => page.sent.length > 0);
  expect(page.api.bodies[0]!.notCpr).toBeUndefined();
});

test('the title of a draft never shows a CPR number', async () => {
  const api = new FakeApi();
  api.forms = [{ ...(definition as unknown as Definition), heading: ['notat'] }];
  page = await openPage(api);
  await type(note(), 'Åse 010190-1234');
  await waitFor(async () => expect((await loadDraft(ID))?.title).toBe('Åse ••••••-••••'));
});

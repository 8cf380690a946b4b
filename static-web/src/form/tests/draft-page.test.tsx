/** The form as the draft's keeper: two tabs, a phone that keeps nothing, and addresses of drafts that are somebody else's. */
import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON } from '../../../tests/fake-api';
import { FakeLocks } from '../../../tests/fake-locks';
import { emptyPhone, loseKeys, MEHMET, onDisk, signInAs } from '../../../tests/phone';
import { loadDraft, saveDraft, deleteDraft, type Draft } from '../../drafts';
import { pendingSaves } from '../../drafts/autosave';
import { writerOf, type Writer } from '../../drafts/writer';
import { navigate, route } from '../../route';
import { speak } from '../../texts';
import { FormPage } from '../FormPage';
import { box, button, ID, openPage, tap, type, until, type Page } from './page';
import { waitFor } from '../../../tests/waiting';

let page: Page;
let closeOther: (() => void) | undefined;

const NOTE = 'Notat';
const text = () => page.root.textContent ?? '';
const form = () => page.root.querySelector('form')!;
const newDraft = (more: Partial<Draft> = {}): Draft => ({
  id: ID,
  app: 'virksomhedsbesoeg',
  version: 1,
  title: 'Bageriet',
  answers: { notat: 'en halv time' },
  personKey: PERSON.key,
  updatedAt: '2026-11-23T13:05:00Z',
  ...more,
});
const notes = (draft: Draft | undefined) => draft?.answers['notat'];

beforeEach(async () => {
  speak('da');
  Object.defineProperty(navigator, 'locks', { value: new FakeLocks(), configurable: true });
  history.replaceState(null, '', '/');
  await signInAs();
});

afterEach(async () => {
  await act(() => page.close());
  closeOther?.();
  closeOther = undefined;
  await pendingSaves();
  await emptyPhone();
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
  vi.unstubAllGlobals();
});

/** The draft is open in another tab. */
async function openElsewhere(onAsked = async () => undefined): Promise<Writer> {
  const otherTab = writerOf(ID, { onTakeOver: onAsked, onSaved: () => undefined, onMayWrite: () => undefined });
  closeOther = otherTab.start();
  await waitFor(() => expect(otherTab.isWriting.value).toBe(true));
  return otherTab;
}

/** The phone's store takes nothing while `work` runs. */
async function whileFull(work: () => Promise<void>): Promise<void> {
  const real = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
  try {
    await work();
  } finally {
    IDBObjectStore.prototype.put = real;
  }
}

test('a draft that another tab writes in is shown, follows it, and can be taken over', async () => {
  await saveDraft(newDraft());
  const writer = await openElsewhere();
  page = await openPage();
  await until(() => text().includes('Kladden er åben i et andet vindue'));
  expect(form().inert).toBe(true);
  expect(form().nextElementSibling?.textContent, 'said below the buttons too').toContain('er åben i et andet vindue');
  await saveDraft({ ...(await loadDraft(ID))!, answers: { notat: 'skrevet der' } });
  writer.announceSaved();
  await until(() => box(NOTE).value === 'skrevet der', 'the other tab’s words');
  await tap(button('Skriv videre her'));
  await until(() => !form().inert, 'to be let in');
  expect(writer.isWriting.value).toBe(false);
  await type(box(NOTE), 'skrevet her');
  await until(() => text().includes('Gemt på telefonen kl.'));
  await waitFor(async () => expect(notes(await loadDraft(ID))).toBe('skrevet her'));
});

test('a draft that another tab has left is written in here, as it was left there', async () => {
  await saveDraft(newDraft());
  await openElsewhere();
  page = await openPage();
  await until(() => form().inert, 'the other tab to be told of');
  await saveDraft({ ...(await loadDraft(ID))!, answers: { notat: 'det sidste derfra' } });
  closeOther!();
  await until(() => !form().inert, 'to be let in');
  expect(box(NOTE).value).toBe('det sidste derfra');
  expect(text()).not.toContain('Kladden er åben');
});

test('a draft that another tab has sent leaves no empty form behind where it was shown', async () => {
  await saveDraft(newDraft());
  await openElsewhere();
  page = await openPage();
  await until(() => form().inert, 'the other tab to be told of');
  await deleteDraft(ID);
  closeOther!();
  await until(() => text().includes('Den er sendt eller slettet i et andet vindue.'), 'to be told');
  expect(page.root.querySelector('form')).toBeNull();
  expect(location.pathname, 'no other id is taken').toBe('/');
});

test('a form that is drawn and gone before anybody saw it holds no draft', async () => {
  await saveDraft(newDraft());
  page = await openPage();
  await act(() => page.close());
  render(<FormPage app="virksomhedsbesoeg" id={ID} onSent={() => undefined} onLeave={() => undefined} />, page.root);
  render(null, page.root);
  const writer = await openElsewhere();
  expect(writer.isWriting.value).toBe(true);
});

test('what a tab that was asleep kept after all is merged into the form that took over', async () => {
  await saveDraft(newDraft());
  const asleep = await loadDraft(ID);
  const writer = await openElsewhere(() => new Promise(() => undefined));
  page = await openPage();
  await until(() => text().includes('Kladden er åben'));
  await tap(button('Skriv videre her'));
  await until(() => !form().inert);
  await type(box(NOTE), 'vågen');
  await waitFor(async () => expect(notes(await loadDraft(ID))).toBe('vågen'));
  // It wakes, and keeps what it had.
  await saveDraft({ ...asleep!, answers: { ...asleep!.answers, udfald: 'aftale' } }, asleep!.answers);
  writer.announceSaved();
  await waitFor(async () => expect((await loadDraft(ID))!.answers).toMatchObject({ notat: 'vågen', udfald: 'aftale' }));
  expect(box(NOTE).value).toBe('vågen');
});

test('a full phone is told of at the very field, leaving asks, and staying loses nothing', async () => {
  page = await openPage();
  await whileFull(async () => {
    await type(box(NOTE), 'for meget');
    await until(() => text().includes('Telefonen har ikke mere plads'));
    const notice = page.root.querySelector('.not-kept')!;
    expect(notice.previousElementSibling!.contains(box(NOTE))).toBe(true);
    expect(text()).not.toContain('Gemt på telefonen kl.');

    const closing = new Event('beforeunload', { cancelable: true });
    dispatchEvent(closing);
    expect(closing.defaultPrevented).toBe(true);

    const before = route.value;
    await act(() => navigate('/'));
    expect(route.value).toEqual(before);
    await until(() => text().includes('Det, du har skrevet, er ikke gemt'));
    await tap(button('Annullér'));
    expect(box(NOTE).value).toBe('for meget');
  });
  await type(box(NOTE), 'nu er der plads');
  await until(() => text().includes('Gemt på telefonen kl.'));
  expect(page.root.querySelector('.not-kept')).toBeNull();
  const closing = new Event('beforeunload', { cancelable: true });
  dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(false);
});

test('a person who confirms that they leave a draft that is not saved leaves it', async () => {
  page = await openPage();
  await whileFull(async () => {
    await type(box(NOTE), 'for meget');
    await until(() => page.root.querySelector('.not-kept') !== null);
    await act(() => navigate('/ny'));
    await until(() => text().includes('Forlad siden'));
    await tap(button('Forlad siden'));
    expect(route.value).toEqual({ page: 'choose' });
  });
});

test("the address of another's draft shows nothing of it and takes no id", async () => {
  await signInAs(MEHMET);
  await saveDraft(newDraft({ personKey: MEHMET.key, answers: { notat: 'Mehmets' } }));
  const before = await onDisk('drafts');
  await signInAs();
  history.replaceState(null, '', `/ny/virksomhedsbesoeg/${ID}`);
  page = await openPage(new FakeApi(), ID, () => !location.pathname.includes(ID), 'in the address');
  expect(location.pathname).toMatch(/^\/ny\/virksomhedsbesoeg\/[0-9a-f-]{36}$/);
  expect(location.pathname).not.toContain(ID);
  expect(text()).not.toContain('Mehmets');
  expect(await onDisk('drafts')).toEqual(before);
});

test('a draft whose key is away is no empty form: it says how it is had', async () => {
  await saveDraft(newDraft());
  await loseKeys();
  page = await openPage(new FakeApi(), ID, () => false, 'in the address');
  expect(text()).toContain('Kladden er låst');
  expect(page.root.querySelector('form')).toBeNull();
  await act(() => signInAs());
  await until(() => page.root.querySelector('form') !== null, 'the form');
  expect(box(NOTE).value).toBe('en halv time');
});

test('a draft that the store does not give is not shown as an empty form', async () => {
  await saveDraft(newDraft());
  const real = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = () => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  };
  page = await openPage(new FakeApi(), ID, () => false, 'in the address');
  IDBDatabase.prototype.transaction = real;
  expect(text()).toContain('Kladden kan ikke hentes lige nu');
  await tap(button('Prøv igen'));
  await until(() => page.root.querySelector('form') !== null, 'the form');
  expect(box(NOTE).value).toBe('en halv time');
});

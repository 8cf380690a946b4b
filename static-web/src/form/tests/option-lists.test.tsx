/** Options that are searched for: by what is typed, with the keys, and where there are none. */
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON } from '../../../tests/fake-api';
import { session } from '../../session';
import { speak } from '../../texts';
import { folded, matching } from '../controls/option-list';
import { both, draw, field, leave, root, undraw } from './drawing';
import { box, tap, type, until } from './page';

beforeEach(() => {
  speak('da');
  session.value = { state: 'signed-in', ...PERSON };
  vi.stubGlobal('fetch', new FakeApi().fetch);
});
afterEach(() => {
  undraw();
  vi.unstubAllGlobals();
});

const languages = ['Dansk', 'Ærøsk', 'Polsk', 'Kurdisk'].map((label) => ({ value: folded(label), label: both(label) }));
const key = (name: string) =>
  act(() => void box('X').dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true })));

test('one of several is added by a tap or by going on, never twice and never half written', async () => {
  const tongues = ['Norsk', 'Norsk tegnsprog'].map((word) => ({ value: word.toLowerCase(), label: both(word) }));
  const form = await draw([field({ control: 'search', multiple: true, options: tongues, maxItems: null })]);
  const search = () => root.querySelector<HTMLInputElement>('[role=combobox]')!;
  await type(search(), 'norsk');
  expect(form.answers.value).toEqual({});
  await tap(root.querySelector<HTMLElement>('[role=option]')!);
  expect(form.answers.value).toEqual({ x: ['norsk'] });
  await type(search(), 'norsk');
  expect([...root.querySelectorAll('[role=option]')].map((listed) => listed.textContent)).toEqual(['Norsk tegnsprog']);
  await type(search(), 'norsk tegnsprog');
  await leave(search());
  expect(form.answers.value).toEqual({ x: ['norsk', 'norsk tegnsprog'] });
});

test('a long list is searched without accents and chosen from with the keys', async () => {
  const form = await draw([field({ control: 'search', options: languages })]);
  await type(box('X'), 'aero');
  expect(box('X').getAttribute('aria-expanded')).toBe('true');
  await key('ArrowDown');
  expect(document.getElementById(box('X').getAttribute('aria-activedescendant')!)!.textContent).toBe('Ærøsk');
  await key('Enter');
  expect(form.answers.value).toEqual({ x: 'aerosk' });
  expect(box('X').value).toBe('Ærøsk');
  expect(box('X').getAttribute('aria-expanded')).toBe('false');
});

test('a name written in full is chosen; another word stays the answer, to be told of', async () => {
  const form = await draw([field({ control: 'search', options: languages })]);
  await type(box('X'), 'polsk');
  expect(form.answers.value).toEqual({ x: 'polsk' });
  await leave(box('X'));
  expect(box('X').value).toBe('Polsk');
  await type(box('X'), 'klingonsk');
  await leave(box('X'));
  expect(form.answers.value).toEqual({ x: 'klingonsk' });
  expect(box('X').value).toBe('klingonsk');
});

test('a list that is empty says so once', async () => {
  const answer = () => Promise.resolve(Response.json({ items: [] }));
  vi.stubGlobal('fetch', answer);
  await draw([field({ control: 'entity', optionsFrom: 'kandidat' })]);
  await until(() => root.textContent!.includes('endnu ikke noget'), 'the list');
  await tap(box('X'));
  expect(root.textContent).not.toContain('stavemåde');
});

test('the hits that begin with the words come first', () => {
  const options = ['Nyt dansk', 'Dansk', 'Engelsk'].map((label) => ({ value: label, label }));
  expect(matching(options, 'dan').map(({ label }) => label)).toEqual(['Dansk', 'Nyt dansk']);
});

/** What was sent is remembered in time: by a page that dies at once, and for a form that was opened before it was. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeApi } from '../../../tests/fake-api';
import { loadDraft } from '../../drafts';
import { EMPTY, type Memory } from '../../memory/memory';
import { changeMemory } from '../../memory/store';
import { loadMemory } from '../../offline/stored';
import { entriesOf } from '../../outbox/store';
import { speak } from '../../texts';
import {
  box,
  button,
  choose,
  closePage,
  fillIn,
  ID,
  openPage,
  option,
  tap,
  text,
  type,
  until,
  type Page,
} from './page';

const BAKERY = { cvr: '90001000', pNumber: '1190001000', name: 'Nørrebro Håndværkerbageri ApS' };
let page: Page;

beforeEach(() => speak('da'));
afterEach(async () => {
  await closePage(page);
});

/** A server that never answers what is sent to it, and what the phone remembers when it comes there. */
function silentServer(): { api: FakeApi; saved: Promise<Partial<Memory> | undefined> } {
  const api = new FakeApi();
  const answers = api.fetch;
  const saved = new Promise<Partial<Memory> | undefined>((resolve) => {
    const fetch: typeof answers = async (input, init) => {
      if (init?.method !== 'PUT') return answers(input, init);
      resolve(loadMemory());
      return new Promise<never>(() => undefined);
    };
    Object.assign(api, { fetch });
  });
  return { api, saved };
}

test('a visit is remembered before it is on its way, whatever becomes of the page', async () => {
  const { api, saved } = silentServer();
  page = await openPage(api);
  await fillIn();
  await tap(button('Send registrering'));
  const memory = (await saved)!;
  expect(memory.places).toMatchObject([BAKERY]);
  expect(memory.last).toMatchObject({ virksomhedsbesoeg: { kontaktform: 'telefon' } });
  expect(await entriesOf('5f2d9d0f1c3b4a5e6f708192a3b4c5d6')).toHaveLength(1);
});

const remembering = (kontaktform: string) => ({ ...EMPTY, last: { virksomhedsbesoeg: { kontaktform } } });
const isChosen = (label: string) => option('Kontaktform', label).checked;

test('a form that was opened before the memory was read begins with it all the same, until somebody writes', async () => {
  page = await openPage();
  expect(isChosen('Telefon')).toBe(false);
  await changeMemory(() => remembering('telefon'));
  await until(() => isChosen('Telefon'), 'what is remembered');
  await choose('Kontaktform', 'Online');
  await changeMemory(() => remembering('telefon'));
  await until(() => isChosen('Online'), 'the answer');
  expect(isChosen('Telefon')).toBe(false);
});

/** The description of a group, as screen readers say it. */
const described = (legend: string) => {
  const group = [...document.querySelectorAll('fieldset')].find((set) => set.textContent?.startsWith(legend));
  const ids = group?.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
};

test('an answer of the last visit is marked as such until it is changed, also in a draft that is opened again', async () => {
  page = await openPage();
  await changeMemory(() => remembering('telefon'));
  await until(() => isChosen('Telefon'), 'what is remembered');
  expect(described('Kontaktform')).toContain('Fra sidst');
  await type(box('Notat'), 'x');
  await until(() => text().includes('Gemt på telefonen kl.'));
  expect((await loadDraft(ID))?.answers['$fromLast']).toEqual(['kontaktform']);
  expect(described('Kontaktform')).toContain('Fra sidst');
  await choose('Kontaktform', 'Online');
  expect(text()).not.toContain('Fra sidst');
});

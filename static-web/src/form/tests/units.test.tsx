/** Production units: few, many, a chain's two thousand, and none that is known yet. */
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi } from '../../../tests/fake-api';
import { COMPANIES } from '../../../tests/fake-register';
import { heldReply, reply } from '../../../tests/responses';
import type { Company, Unit } from '../../api';
import type { FieldDef } from '../../definition';
import { speak } from '../../texts';
import { base, both, draw, root, undraw } from './drawing';
import { box, tap, type, until } from './page';

const CVR = '90001000';
const LATER = 'Kendes ikke endnu: send uden P-nummer';
const fields: FieldDef[] = [
  { ...base, id: 'cvr', label: both('CVR'), control: 'cvr' },
  { ...base, id: 'p', label: both('Enhed'), control: 'p-number', company: 'cvr' },
];
const street = ['Vesterbrogade', 'Nørrebrogade', 'Amagerbrogade', 'Algade'];
const chain: Unit[] = Array.from({ length: 2000 }, (_, number) => ({
  pNumber: String(1_091_000_001 + number),
  name: 'Døgnkiosken',
  address: `${street[number % 4]} ${1 + Math.floor(number / 4)}`,
  active: number < 1800,
}));

let api: FakeApi;
const company = COMPANIES[0]!;
const before = { ...company };

beforeEach(() => {
  speak('da');
  api = new FakeApi();
  api.register.chain = chain;
  vi.stubGlobal('fetch', api.fetch);
});
afterEach(() => {
  undraw();
  vi.unstubAllGlobals();
  Object.assign(company, before);
});

function has(changes: Partial<Company>): void {
  Object.assign(company, { unitCount: changes.units?.length, ...changes });
}

const press = (input: HTMLElement, key: string) =>
  act(() => void input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
const isChosen = (label: string) => box(label).checked;

test('a unit of a chain is searched for by its street, and two thousand never come to the phone', async () => {
  has({ units: chain.slice(0, 20), unitCount: 2000 });
  const form = await draw(fields);
  await type(box('CVR'), CVR);
  await until(() => root.textContent!.includes('Virksomheden har 2000 adresser'), 'the search');
  expect(form.answers.value['p']).toBeUndefined();
  const input = box('Enhed');
  await tap(input);
  expect(document.querySelectorAll('.unit-search [role=option]')).toHaveLength(20);
  await type(input, 'algade 321');
  await until(() => root.textContent!.includes('1 mulighed'), 'the hit');
  await press(input, 'ArrowDown');
  await press(input, 'Enter');
  expect(form.answers.value['p']).toBe('1091001284');
  expect(box('Enhed').value).toBe('Algade 321');
  expect(root.textContent).toContain('Døgnkiosken · 1091001284');
  expect(api.calls.filter((call) => call.includes('/units'))).toEqual([
    `GET /api/companies/${CVR}/units?query=algade+321`,
  ]);
});

test('what is only half typed is no answer, and what was chosen goes when something else is typed', async () => {
  has({ units: chain.slice(0, 20), unitCount: 2000 });
  const form = await draw(fields, { cvr: CVR, p: '1091000001' });
  await until(() => root.textContent!.includes('2000 adresser'));
  await until(() => box('Enhed').value === 'Vesterbrogade 1', 'the chosen one');
  await type(box('Enhed'), 'alg');
  expect(form.answers.value['p']).toBeUndefined();
  await act(() => void box('Enhed').dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  expect(box('Enhed').value).toBe('');
});

test('a draft that has a unit far down a chain keeps it, and tells its address', async () => {
  has({ units: chain.slice(0, 20), unitCount: 2000 });
  const form = await draw(fields, { cvr: CVR, p: '1091001284' });
  await until(() => root.textContent!.includes('2000 adresser'));
  await until(() => box('Enhed').value === 'Algade 321', 'the address');
  expect(form.answers.value['p']).toBe('1091001284');
});

test('a unit that is chosen keeps its address, though that of the draft is found later', async () => {
  has({ units: chain.slice(0, 20), unitCount: 2000 });
  const lookUp = heldReply();
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) =>
    path.includes('/units?query=1091001284') ? lookUp.reply : api.fetch(path, init),
  );
  await draw(fields, { cvr: CVR, p: '1091001284' });
  await until(() => root.textContent!.includes('2000 adresser'));
  const input = box('Enhed');
  await type(input, '');
  await press(input, 'ArrowDown');
  await press(input, 'Enter');
  expect(box('Enhed').value).toBe('Vesterbrogade 1');
  await act(() => lookUp.send(reply(200, { items: [chain[1283]], total: 1, next: null })));
  expect(box('Enhed').value).toBe('Vesterbrogade 1');
});

const text: FieldDef = {
  ...base,
  id: 'adresse',
  label: both('Besøgsadresse'),
  control: 'text',
  minLength: 1,
  maxLength: 300,
  pattern: null,
  patternHelp: null,
  inputMode: 'text',
  autofill: { company: 'cvr', value: 'unit-address' },
};

test('the address of the unit follows the one that is chosen, and goes with it', async () => {
  has({ units: chain.slice(0, 2) });
  const form = await draw([...fields, text]);
  await type(box('CVR'), CVR);
  await until(() => root.textContent!.includes(LATER));
  expect(form.answers.value['adresse']).toBeUndefined();
  await tap(document.querySelectorAll<HTMLInputElement>('.units input')[1]!);
  expect(form.answers.value['adresse']).toBe('Nørrebrogade 1');
  await tap(box(LATER));
  expect(form.answers.value).toEqual({ cvr: CVR, p: 'afventer' });
});

test('the address of a chain’s unit comes from the search, and is kept when the draft is opened without it', async () => {
  has({ units: chain.slice(0, 20), unitCount: 2000 });
  const form = await draw([...fields, text], { cvr: CVR, p: '1091001284' });
  await until(() => form.answers.value['adresse'] === 'Algade 321', 'the address');
  undraw();
  api.register.chain = [];
  const again = await draw([...fields, text], { cvr: CVR, p: '1091001284', adresse: 'Algade 321' });
  await until(() => root.textContent!.includes('2000 adresser'));
  expect(again.answers.value['adresse']).toBe('Algade 321');
});

test('a search that fails is shown, and the registration can be sent without it', async () => {
  has({ units: chain.slice(0, 20), unitCount: 2000 });
  const form = await draw(fields);
  await type(box('CVR'), CVR);
  await until(() => root.textContent!.includes('2000 adresser'));
  api.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  await type(box('Enhed'), 'algade');
  await until(() => root.textContent!.includes('Der kan ikke søges lige nu'));
  await tap(box(LATER));
  expect(form.answers.value['p']).toBe('afventer');
  await tap(box(LATER));
  expect(form.answers.value['p']).toBeUndefined();
});

test('a unit that has ceased is marked and not chosen by itself', async () => {
  has({ units: [chain[1]!, { ...chain[1999]!, active: false }] });
  const form = await draw(fields);
  await type(box('CVR'), CVR);
  await until(() => form.answers.value['p'] === chain[1]!.pNumber, 'the only one in being');
  expect(root.textContent).toContain(`${chain[1999]!.pNumber} · ophørt`);
});

test('a company whose units have all ceased leaves the choice to the person', async () => {
  has({ units: [chain[1999]!] });
  const form = await draw(fields);
  await type(box('CVR'), CVR);
  await until(() => root.textContent!.includes('ophørt'));
  expect(form.answers.value['p']).toBeUndefined();
});

test.each([2, 7])('with %i units it can be said that the unit is not known yet, and stays said', async (count) => {
  has({ units: chain.slice(0, count) });
  const form = await draw(fields);
  await type(box('CVR'), CVR);
  await until(() => root.textContent!.includes(LATER));
  if (count === 2) await tap(box(LATER));
  else {
    const list = document.querySelector('select')!;
    await act(() => {
      list.value = 'afventer';
      list.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }
  expect(form.answers.value['p']).toBe('afventer');
});

test('a unit that waited for the network is asked for when it is back', async () => {
  has({ units: chain.slice(0, 2) });
  const form = await draw(fields, { cvr: CVR, p: 'afventer' });
  await until(() => root.textContent!.includes(LATER));
  expect(form.answers.value['p']).toBeUndefined();
  expect(isChosen(LATER)).toBe(false);
});

test.each(['CVR: 90001000', '90.00.10.00', 'DK 90001000.', 'cvr-nr. 90 00 10 00'])(
  '%s is a number',
  async (written) => {
    const form = await draw(fields);
    await type(box('CVR'), written);
    expect(form.answers.value['cvr']).toBe(CVR);
  },
);

test('a name that begins like a number is left as it is typed, key by key', async () => {
  await draw(fields);
  for (const key of '7-Eleven') await type(box('CVR'), box('CVR').value + key);
  expect(box('CVR').value).toBe('7-Eleven');
  await until(() => api.calls.includes('GET /api/companies?query=7-Eleven'), 'the search');
});

test('a company that has ceased is marked among the hits, and the name it was found by is told', async () => {
  has({ active: false, knownAs: 'Café Havfruen' });
  await draw(fields);
  await type(box('CVR'), 'nørrebro');
  await until(() => root.querySelector('.hit-mark') !== null, 'the mark');
  expect(root.querySelector('[role=option]')!.textContent).toContain('Ophørt');
  expect(root.textContent).toContain('Også kendt som Café Havfruen');
});

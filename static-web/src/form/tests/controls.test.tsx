/** Each control's value in and out, drawn from a definition of its own. */
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi } from '../../../tests/fake-api';
import { COMPANIES } from '../../../tests/fake-register';
import type { Company } from '../../api';
import type { FieldDef } from '../../definition';
import { speak } from '../../texts';
import { base, both, draw, root, undraw } from './drawing';
import { box, button, has, option, tap, type, until } from './page';

let api: FakeApi;

beforeEach(() => {
  speak('da');
  api = new FakeApi();
  vi.stubGlobal('fetch', api.fetch);
});
afterEach(() => {
  undraw();
  vi.unstubAllGlobals();
});

const days = { earliest: '1900-01-01', latest: '2100-12-31' };
const options = ['a', 'b', 'c'].map((value) => ({ value, label: both(value.toUpperCase()) }));

test('a long text counts what is left in characters as people count them', async () => {
  const form = await draw([{ ...base, id: 't', label: both('T'), control: 'textarea', minLength: 1, maxLength: 5 }]);
  await type(box('T'), '😀😀');
  expect(root.textContent).toContain('3 tegn tilbage');
  await type(box('T'), 'abcdefg');
  expect(root.textContent).toContain('2 tegn for meget');
  expect(form.answers.value).toEqual({ t: 'abcdefg' });
});

test('yes and no are answers; a radio button that may be left out can be let go of', async () => {
  const radio = {
    ...base,
    id: 'r',
    label: both('R'),
    control: 'radio',
    options,
    optionsFrom: null,
    list: null,
    required: false,
  } as const;
  const form = await draw([{ ...base, id: 'j', label: both('J'), control: 'yes-no' }, radio], { r: 'b' });
  await tap(option('J', 'Nej'));
  expect(form.answers.value).toEqual({ j: false, r: 'b' });
  expect(option('R', 'B').checked).toBe(true);
  await tap(button('Fjern valget'));
  expect(form.answers.value).toEqual({ j: false });
});

test('choices stand in the order of the form, and none is no answer', async () => {
  const form = await draw([
    {
      ...base,
      id: 'c',
      label: both('C'),
      control: 'checkboxes',
      multiple: true,
      options,
      optionsFrom: null,
      list: null,
      minItems: 1,
      maxItems: null,
    },
  ]);
  await tap(option('C', 'C'));
  await tap(option('C', 'A'));
  expect(form.answers.value).toEqual({ c: ['a', 'c'] });
  await tap(option('C', 'A'));
  await tap(option('C', 'C'));
  expect(form.answers.value).toEqual({});
});

test('a select, a day and a moment', async () => {
  const form = await draw([
    { ...base, id: 's', label: both('S'), control: 'select', options, optionsFrom: null, list: null },
    { ...base, id: 'd', label: both('D'), control: 'date', ...days },
    { ...base, id: 'm', label: both('M'), control: 'date-time', ...days },
  ]);
  const select = box<HTMLSelectElement>('S');
  await act(() => {
    select.value = 'b';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await type(box('D'), '2026-12-01');
  await type(box('M'), '2026-12-01T09:30');
  expect(form.answers.value).toMatchObject({ s: 'b', d: '2026-12-01' });
  expect(form.answers.value['m']).toMatch(/^2026-12-01T09:30:00[+-]\d\d:\d\d$/);
});

const TEXT = { ...base, control: 'text', minLength: 1, pattern: null, patternHelp: null, inputMode: 'text' } as const;

const company: FieldDef[] = [
  { ...base, id: 'cvr', label: both('CVR'), control: 'cvr' },
  {
    ...TEXT,
    id: 'navn',
    label: both('Navn'),
    maxLength: 8,
    required: false,
    autofill: { company: 'cvr', value: 'name' },
  },
  { ...base, id: 'p', label: both('Enhed'), control: 'p-number', company: 'cvr' },
];

function register(changes: Partial<Company>): string {
  const units = changes.units ?? COMPANIES[0]!.units;
  const registered = { ...COMPANIES[0]!, unitCount: units.length, ...changes, units };
  const json = { 'Content-Type': 'application/json' };
  api.fault = () => Promise.resolve(new Response(JSON.stringify(registered), { status: 200, headers: json }));
  return registered.cvr;
}

const unit = (number: number, active = true) => ({
  pNumber: `100000000${number}`,
  name: 'N',
  address: `Vej ${number}`,
  active,
});

test('a company is searched by name and chosen with the keys', async () => {
  const form = await draw(company);
  const input = box('CVR');
  await type(input, 'cykler');
  await until(() => input.getAttribute('aria-expanded') === 'true', 'the hits');
  const key = (name: string) =>
    act(() => void input.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true })));
  await key('ArrowDown');
  const active = document.getElementById(input.getAttribute('aria-activedescendant')!)!;
  expect(active.textContent).toContain('Vesterbro Cykler');
  expect(active.getAttribute('aria-selected')).toBe('true');
  await key('Enter');
  await until(() => form.answers.value['navn'] !== undefined);
  expect(form.answers.value).toMatchObject({ cvr: '90002090', navn: 'Vesterbr' });
  expect(input.getAttribute('aria-expanded')).toBe('false');
});

test('another number clears what the register filled in', async () => {
  const form = await draw(company);
  await type(box('CVR'), 'DK 90 00 10 00');
  await until(() => form.answers.value['navn'] !== undefined);
  await type(box('CVR'), '9000100');
  expect(form.answers.value).toEqual({ cvr: '9000100' });
});

test('a wrong digit is reported at once', async () => {
  await draw(company);
  await type(box('CVR'), '12345678');
  expect(root.textContent).toContain('CVR: er ikke et gyldigt CVR-nummer');
  expect(api.calls).toEqual([]);
});

test('the only unit is chosen by itself; a ceased and protected company is marked', async () => {
  const cvr = register({ units: [unit(1)], active: false, adProtected: true });
  const form = await draw(company);
  await type(box('CVR'), cvr);
  await until(() => form.answers.value['p'] === '1000000001', 'the unit');
  expect(root.textContent).toContain('Virksomheden er ophørt.');
  expect(root.textContent).toContain('Reklamebeskyttet');
});

test('many units are a list to open', async () => {
  const cvr = register({ units: [1, 2, 3, 4, 5, 6, 7].map((number) => unit(number)) });
  const form = await draw(company);
  await type(box('CVR'), cvr);
  await until(() => has('Enhed') && document.querySelector('select') !== null, 'the list');
  expect(form.answers.value['p']).toBeUndefined();
  expect(box<HTMLSelectElement>('Enhed').options).toHaveLength(9);
});

test('while the register cannot be asked the unit waits, and can be asked for again', async () => {
  api.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  const form = await draw(company);
  await type(box('CVR'), '90001000');
  await until(() => root.textContent!.includes('Registreringen kan sendes uden P-nummer'));
  expect(form.answers.value).toEqual({ cvr: '90001000', p: 'afventer' });
  register({ units: [unit(1)] });
  await tap(button('Prøv igen'));
  await until(() => form.answers.value['p'] === '1000000001');
});

test('a register that was out of reach is asked again when the network is back', async () => {
  api.fault = () => Promise.reject(new TypeError('Failed to fetch'));
  const form = await draw(company);
  await type(box('CVR'), '90001000');
  await until(() => root.textContent!.includes('Registreringen kan sendes uden P-nummer'));
  register({ units: [unit(1)] });
  dispatchEvent(new Event('online'));
  await until(() => form.answers.value['p'] === '1000000001');
});

const name: FieldDef = { ...TEXT, id: 'x', label: both('X'), maxLength: 9, autofill: null };

test('three that must be filled in stand open at once; one that is taken out leaves room and can come back', async () => {
  const labels = { id: 'g', label: both('G'), itemLabel: both('Ting'), addLabel: both('Tilføj') };
  const fields = [name, { ...name, id: 'y', label: both('Y'), default: 'så' }];
  const form = await draw([{ ...base, ...labels, control: 'group', fields, minItems: 3, maxItems: 4 }]);
  const values = (label: string) => [0, 1, 2].map((place) => box(label, place).value);
  const titles = () => [...root.querySelectorAll('.item-title')].map((title) => title.textContent);
  expect(titles()).toEqual(['Ting 1', 'Ting 2', 'Ting 3']);
  expect(values('Y')).toEqual(['så', 'så', 'så']);
  for (const [place, text] of ['én', 'to', 'tre'].entries()) await type(box('X', place), text);
  await tap(button('Fjern Ting 1'));
  expect(titles()).toEqual(['Ting 1', 'Ting 2', 'Ting 3']);
  expect(values('X')).toEqual(['to', 'tre', '']);
  await tap(button('Fortryd'));
  expect(titles()).toEqual(['Ting 1', 'Ting 2', 'Ting 3']);
  expect(values('X')).toEqual(['én', 'to', 'tre']);

  await tap(button('Fjern Ting 2'));
  await type(box('X', 2), 'fire');
  await tap(button('Fortryd'));
  expect(titles()).toEqual(['Ting 1', 'Ting 2', 'Ting 3', 'Ting 4']);
  const sent = form.relevant.value.answers['g'] as { x: string }[];
  expect(sent.map(({ x }) => x)).toEqual(['én', 'to', 'tre', 'fire']);
});

test('a group keeps to its most and its least', async () => {
  const labels = { itemLabel: both('Ting'), addLabel: both('Tilføj') };
  const group: FieldDef = {
    ...base,
    id: 'g',
    label: both('G'),
    control: 'group',
    fields: [name],
    minItems: 1,
    maxItems: 2,
    ...labels,
  };
  const form = await draw([group]);
  expect(root.textContent).not.toContain('Fjern');
  await type(box('X'), 'én');
  await tap(button('Tilføj'));
  await type(box('X', 1), 'to');
  expect(root.textContent).toContain('Der kan højst være 2.');
  expect(form.relevant.value.answers).toEqual({ g: [{ x: 'én' }, { x: 'to' }] });
});

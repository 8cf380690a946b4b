/** The controls of single field types: what is typed, what is answered, and how an answer stands in its box. */
import 'fake-indexeddb/auto';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, PERSON } from '../../../tests/fake-api';
import { session } from '../../session';
import { speak } from '../../texts';
import { cprFrom } from '../controls/cpr';
import { minutesFrom } from '../controls/duration';
import { oereFrom } from '../controls/money';
import { phoneFrom } from '../controls/phone';
import { urlFrom } from '../controls/url';
import { ownWords } from '../messages';
import { both, draw, field, leave, root, undraw } from './drawing';
import { box, button, option, tap, type } from './page';

beforeEach(() => {
  speak('da');
  session.value = { state: 'signed-in', ...PERSON };
  vi.stubGlobal('fetch', new FakeApi().fetch);
});
afterEach(() => {
  undraw();
  vi.unstubAllGlobals();
});

test('a decimal takes the comma, shows its unit and keeps what is no number', async () => {
  const form = await draw([field({ control: 'decimal', minimum: 0, maximum: 9, decimals: 1, unit: both('timer') })], {
    x: 2.5,
  });
  expect(box('X').value).toBe('2,5');
  expect(box('X').inputMode).toBe('decimal');
  expect(root.textContent).toContain('timer');
  await type(box('X'), '1,');
  expect(form.answers.value).toEqual({ x: 1 });
  expect(box('X').value).toBe('1,');
  await type(box('X'), 'mange');
  expect(form.answers.value).toEqual({ x: 'mange' });
  await type(box('X'), '');
  expect(form.answers.value).toEqual({});
});

test('a figure that can be read in two ways is asked about beside its box, and where it is sent so', async () => {
  const km = field({ control: 'decimal', minimum: -9e6, maximum: 9e6, decimals: 3, unit: both('km') });
  const question = 'X: kan læses på to måder. Skriv 12345 eller 12,345.';
  const message = (answer: string) => ownWords(km, { path: '/x', code: 'wrong-type', limit: null }, answer);
  const form = await draw([km]);
  await type(box('X'), '012.345');
  expect(root.querySelector('.form-error-message')?.textContent).toContain(question);
  expect(box('X').getAttribute('aria-invalid')).toBe('true');
  expect(message('012.345')).toBe(question);
  expect(message('mange')).toBe('X: kan ikke læses som et tal. Skriv fx 1250,5.');
  await type(box('X'), '-1.250 km');
  expect(form.answers.value).toEqual({ x: -1250 });
  expect(root.querySelector('.form-error-message')).toBeNull();
});

test('what is pasted loses the marks that nobody sees, and a postcode nothing else', async () => {
  const parts = { street: both('Vej'), postcode: both('Postnummer'), town: both('By') };
  const form = await draw([
    field({ control: 'address', parts }),
    field({ id: 'm', control: 'email', label: both('Mail') }),
    field({ id: 't', control: 'phone', label: both('Telefon') }),
  ]);
  await type(box('Postnummer'), '\u202a 1620\u202c');
  await type(box('Mail'), '\u200bmailto:navn@rødgrød.dk');
  await type(box('Telefon'), '\u2066+46 (0)70-123 45 67\u2069');
  expect(form.answers.value).toEqual({ x: { postcode: '1620' }, m: 'navn@rødgrød.dk', t: '+46701234567' });
  await leave(box('Mail'));
  expect(box('Mail').value).toBe('navn@rødgrød.dk');
  await type(box('Mail'), '\u200b\ufeff');
  expect(form.answers.value).not.toHaveProperty('m');
});

test('a time that is typed where the clock is not Danish is told as it is in Denmark', async () => {
  vi.stubEnv('TZ', 'America/New_York');
  await draw([field({ control: 'date-time' })], { x: '2026-11-23T14:05:00-05:00' });
  expect(root.textContent).toContain('GMT-05.00). I Danmark er det, du har skrevet: 23. november 2026 kl. 20.05.');
  expect(box('X').getAttribute('aria-describedby')).toContain('-zone');
  await act(() => undraw());
  vi.stubEnv('TZ', 'Europe/Berlin');
  await draw([field({ control: 'date-time' })], { x: '2026-11-23T14:05:00+01:00' });
  expect(root.textContent).not.toContain('I Danmark');
  vi.unstubAllEnvs();
});

test('an integer that may be negative has a keyboard with a minus', async () => {
  await draw([field({ control: 'integer', minimum: -5, maximum: 5, unit: null })], { x: -3 });
  expect(box('X').value).toBe('-3');
  expect(box('X').inputMode).toBe('text');
});

test('an amount is typed in kroner and kept in øre, also while the page speaks English', async () => {
  const form = await draw([field({ control: 'money', minimum: 0, maximum: 1e8 })]);
  await type(box('X'), '12.345,5');
  expect(form.answers.value).toEqual({ x: 1234550 });
  await leave(box('X'));
  expect(box('X').value).toBe('12.345,50');
  await act(() => speak('en'));
  expect(box('X').value).toBe('12.345,50');
});

test.each([
  ['19,99', 1999],
  ['1.234,50 kr.', 123450],
  ['1234', 123400],
  ['DKK 12', 1200],
  ['0,29', 29],
  ['-5', -500],
  ['meget', 'meget'],
])('%s is %s øre', (text, oere) => expect(oereFrom(text)).toBe(oere));

test('an amount with more than two decimals is not rounded behind the back of the person', () => {
  expect(Number.isInteger(oereFrom('1,005'))).toBe(false);
});

test.each([
  ['12 34 56 78', '+4512345678'],
  ['(+45) 12-34-56-78', '+4512345678'],
  ['0046 70 123 45 67', '+46701234567'],
  ['1234', '1234'],
  ['ring til Bo', 'ring til Bo'],
])('the number %s is %s', (text, number) => expect(phoneFrom(text)).toBe(number));

test('a telephone number is grouped when it is left, and can be typed on', async () => {
  const form = await draw([field({ control: 'phone' })]);
  await type(box('X'), '33663366');
  expect(box('X').value).toBe('33663366');
  await leave(box('X'));
  expect(box('X').value).toBe('+45 33 66 33 66');
  expect(form.answers.value).toEqual({ x: '+4533663366' });
});

test.each([
  ['www.firma.dk', 'https://www.firma.dk'],
  ['HTTPS://firma.dk', 'https://firma.dk'],
  ['mailto:a@b.dk', 'mailto:a@b.dk'],
  ['firma', 'firma'],
])('the address %s is %s', (text, address) => expect(urlFrom(text)).toBe(address));

test.each([
  ['010160-1234', '0101601234'],
  ['010160 1234', '0101601234'],
  ['ved ikke', 'ved ikke'],
])('the CPR number %s is %s', (text, number) => expect(cprFrom(text)).toBe(number));

test('a CPR number gets its hyphen by itself, and the person is told what it is', async () => {
  const form = await draw([field({ control: 'cpr' })]);
  await type(box('X'), '0101601');
  expect(box('X').value).toBe('010160-1');
  expect(form.answers.value).toEqual({ x: '0101601' });
  expect(box('X').autocomplete).toBe('off');
  const described = box('X').getAttribute('aria-describedby')!.split(' ');
  expect(described.map((id) => document.getElementById(id)?.textContent).join()).toContain('beskyttet personoplysning');
});

test.each([
  [{ hours: '1', minutes: '30' }, 90],
  [{ hours: '', minutes: '90' }, 90],
  [{ hours: '2', minutes: '' }, 120],
  [{ hours: '1,5', minutes: '' }, 90],
  [{ hours: '0,25', minutes: '' }, 15],
  [{ hours: '1.250', minutes: '' }, 75000],
  [{ hours: '012.345', minutes: '' }, '012.345:'],
  [{ hours: '1 t. 30 min.', minutes: '' }, 90],
  [{ hours: '1:30', minutes: '' }, 90],
  [{ hours: '1:30', minutes: '5' }, '1:30:5'],
  [{ hours: '', minutes: '1,5' }, ':1,5'],
  [{ hours: '0', minutes: '0' }, 0],
  [{ hours: ' ', minutes: '' }, undefined],
  [{ hours: 'en', minutes: '5' }, 'en:5'],
])('%j is %s minutes', (parts, minutes) => expect(minutesFrom(parts)).toBe(minutes));

test('ninety minutes are an hour and a half when the boxes are left', async () => {
  const form = await draw([field({ control: 'duration', minimum: 0, maximum: 600 })]);
  await type(box('minutter'), '90');
  expect(form.answers.value).toEqual({ x: 90 });
  expect(box('minutter').value).toBe('90');
  await leave(box('minutter'));
  expect([box('timer').value, box('minutter').value]).toEqual(['1', '30']);
});

test('a time of day is without seconds', async () => {
  const form = await draw([field({ control: 'time' })]);
  await type(box('X'), '09:05');
  expect(form.answers.value).toEqual({ x: '09:05' });
});

test('an address is one answer of three parts, and none when all are empty', async () => {
  const parts = { street: both('Vej'), postcode: both('Postnummer'), town: both('By') };
  const form = await draw([field({ control: 'address', parts })]);
  await type(box('Vej'), 'Torvet 1 ');
  await leave(box('Vej'));
  await type(box('Postnummer'), '1620');
  expect(form.answers.value).toEqual({ x: { street: 'Torvet 1', postcode: '1620' } });
  expect(box('Postnummer').inputMode).toBe('numeric');
  await type(box('Vej'), '');
  await type(box('Postnummer'), '');
  expect(form.answers.value).toEqual({});
});

test('what may be left out can be let go of, also yes and no', async () => {
  const form = await draw([field({ control: 'yes-no', required: false })]);
  await tap(option('X', 'Nej'));
  expect(form.answers.value).toEqual({ x: false });
  await tap(button('Fjern valget'));
  expect(form.answers.value).toEqual({});
});

test('a note is read, and answers nothing', async () => {
  const form = await draw([field({ control: 'note', text: both('Husk det.\n\nOg dette.') })]);
  expect(root.querySelectorAll('[role=note] p')).toHaveLength(3);
  expect(form.relevant.value.answers).toEqual({});
});

test('a calculated amount follows the answers and is for reading only', async () => {
  const amount = field({ control: 'money', minimum: 0, maximum: 1e6 });
  const twice = { id: 'y', label: both('Y'), control: 'calculated', as: 'money', decimals: null, unit: null };
  const calculate = { $expr: ['*', ['get', 'here', 'x'], 2] };
  const form = await draw([amount, field({ ...twice, calculate })]);
  expect(root.querySelector('output')!.textContent).toBe('Beregnes, når svarene ovenfor er der.');
  await type(box('X'), '50');
  expect(root.querySelector('output')!.textContent).toBe('100,00 kr.');
  expect(form.relevant.value.answers).toEqual({ x: 5000, y: 10000 });
});

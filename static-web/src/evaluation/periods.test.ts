import { expect, test } from 'vitest';
import { speak } from '../texts';
import { inWords, monthOf, months, quarters } from './periods';
import { nameOf, percentInWords } from './words';

const names = (periods: { name: string }[]) => periods.map(({ name }) => name);

test('a month is that of the day in Denmark, whatever the clock says in Greenwich', () => {
  expect(monthOf(new Date('2026-10-31T22:59:00Z'))).toBe('2026-10');
  expect(monthOf(new Date('2026-10-31T23:00:00Z'))).toBe('2026-11');
});

test('months and quarters go back over the turn of the year, the newest first', () => {
  const now = new Date('2026-02-10T12:00:00Z');
  expect(names(months(now)).slice(0, 4)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
  expect(names(quarters(now)).slice(0, 3)).toEqual(['2026-1', '2025-4', '2025-3']);
});

test('the last day of a long month leads to no month twice', () => {
  const listed = names(months(new Date('2026-03-31T12:00:00Z')));
  expect(new Set(listed).size).toBe(listed.length);
});

test.each([
  ['da', '2026-4', '4. kvartal 2026'],
  ['da', '2026-11', 'november 2026'],
  ['en', '2026-4', 'Quarter 4 of 2026'],
  ['en', '2026-11', 'November 2026'],
  ['en', 'whatever', 'whatever'],
] as const)('in %s %s is %s', (spoken, name, expected) => {
  speak(spoken);
  expect(inWords(name)).toBe(expected);
});

test('a share is written as the language writes it, and what is not counted as a dash', () => {
  speak('da');
  expect([percentInWords('99.871'), percentInWords(null)]).toEqual(['99,871 %', '–']);
  speak('en');
  expect(percentInWords('99.871')).toBe('99.871%');
});

test('a part that a newer server has invented goes by its own name', () => {
  expect(nameOf('unheard-of')).toBe('unheard-of');
});

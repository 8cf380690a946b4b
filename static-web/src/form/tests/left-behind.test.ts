/** What moving a draft to a newer form leaves behind, in the words of its form. */
import { beforeEach, expect, test } from 'vitest';
import type { FieldDef } from '../../definition';
import { speak } from '../../texts';
import { answerInWords } from '../NewerChoice';
import { base, both } from './drawing';

const field = (id: string, control: string, more: object = {}): FieldDef =>
  ({ ...base, id, label: both(id), control, ...more }) as unknown as FieldDef;

beforeEach(() => speak('da'));

test('a group is told item by item, by the names of its fields', () => {
  const options = [{ value: 'hoej', label: both('Høj') }];
  const findings = field('Fund', 'group', { fields: [field('Hvor', 'text'), field('Pris', 'money')] });
  const rooms = field('Rum', 'group', {
    fields: [field('Navn {x}', 'text'), field('Alvor', 'radio', { options }), field('Dato', 'date'), findings],
  });
  const told = answerInWords(rooms, [
    { $key: 'k', 'Navn {x}': 'Kælder', Alvor: 'hoej', Fund: [{ Hvor: 'Loft', Pris: 125050 }, { Hvor: 'Gulv' }] },
    {},
    { 'Navn {x}': '', Dato: '2026-11-23' },
  ]);
  expect(told).toBe('Navn …: Kælder, Alvor: Høj, Fund: (Hvor: Loft, Pris: 1250,50 kr.; Hvor: Gulv); Dato: 23.11.2026');
});

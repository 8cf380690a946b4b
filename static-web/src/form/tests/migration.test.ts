// @vitest-environment node
import { expect, test } from 'vitest';
import type { Answers, Definition, FieldDef, Migration } from '../../definition';
import { namedLoss } from '../engine/hidden-answers';
import { migrationFrom, migrated } from '../engine/migration';
import { EMPTY } from './empty';

const both = (text: string) => ({ da: text, en: text });
const field = (id: string, control = 'text', more: object = {}): FieldDef =>
  ({ id, control, label: both(id), help: null, required: false, visible: true, ...more }) as FieldDef;
const options = (...values: string[]) => ({ options: values.map((value) => ({ value, label: both(value) })) });
const NOTHING: Migration = { from: 1, renamed: {}, split: {}, defaults: {} };

function form(version: number, fields: FieldDef[], migrates: Migration[] = []): Definition {
  const sections = [{ id: 's', title: both('S'), help: null, visible: true, fields }];
  return { ...EMPTY, version, migrates, sections };
}

function move(old: FieldDef[], next: FieldDef[], how: Partial<Migration>, draft: Answers) {
  const result = migrated(form(1, old), form(2, next), { ...NOTHING, ...how }, draft);
  return { answers: result.answers, unmoved: result.unmoved.map((unmoved) => [unmoved.field.id, unmoved.value]) };
}

test('only a version that is named has a way', () => {
  const next = form(3, [], [{ ...NOTHING, from: 2 }]);
  expect(migrationFrom(next, 2)).toBeDefined();
  expect(migrationFrom(next, 1)).toBeUndefined();
});

test('answers are renamed and split, the others keep their id, and what is missing is put in', () => {
  const old = [field('navn'), field('gammel'), field('notat', 'textarea'), field('by')];
  const next = [field('fornavn'), field('efternavn'), field('ny'), field('notat'), field('form'), field('by')];
  const how = {
    renamed: { gammel: 'ny' },
    split: { navn: { into: ['fornavn', 'efternavn'], at: ' ' } },
    defaults: { form: 'fysisk', by: 'Aarhus' },
  };
  const draft = { navn: 'Åse Marie Holm', gammel: 'x', notat: 'Kaffe', by: 'Odense', $suggested: ['gammel'] };
  expect(move(old, next, how, draft)).toEqual({
    answers: {
      fornavn: 'Åse',
      efternavn: 'Marie Holm',
      ny: 'x',
      notat: 'Kaffe',
      form: 'fysisk',
      by: 'Odense',
      $suggested: ['ny'],
    },
    unmoved: [],
  });
});

test('answers that the new form has no field for are shown', () => {
  const old = [field('væk'), field('antal'), field('valg', 'radio', options('a', 'b')), field('x'), field('y')];
  const next = [field('antal', 'integer'), field('valg', 'select', options('b')), field('y')];
  const draft = { væk: 'Hej', antal: 'to', valg: 'a', x: 'ind', y: 'før' };
  expect(move(old, next, { renamed: { x: 'y' } }, draft)).toEqual({
    answers: { y: 'ind' },
    unmoved: [
      ['væk', 'Hej'],
      ['antal', 'to'],
      ['valg', 'a'],
      ['y', 'før'],
    ],
  });
});

test('of several choices those that are still there move', () => {
  const [old, next] = [[field('emner', 'checkboxes', options('a', 'b'))], [field('emner', 'checkboxes', options('b'))]];
  expect(move(old, next, {}, { emner: ['a', 'b'] })).toEqual({
    answers: { emner: ['b'] },
    unmoved: [['emner', ['a']]],
  });
});

test('items of a group move field by field and keep their cards', () => {
  const group = (fields: FieldDef[]) => field('g', 'group', { fields });
  const draft = { g: [{ $key: 'k', navn: 'Bo', rolle: 'Chef' }] };
  expect(move([group([field('navn'), field('rolle')])], [group([field('navn')])], {}, draft)).toEqual({
    answers: { g: [{ $key: 'k', navn: 'Bo' }] },
    unmoved: [['rolle', 'Chef']],
  });
});

test('what was calculated or never answered is not missed', () => {
  const old = [field('ialt', 'calculated'), field('tom'), field('ingen', 'checkboxes', options('a'))];
  expect(move(old, [], {}, { ialt: 3, tom: '', ingen: [] })).toEqual({ answers: {}, unmoved: [] });
});

test('one choice is not several, and another list is another choice, whatever draws them', () => {
  const many = { multiple: true, ...options('a', 'b') };
  const old = [field('en', 'search', options('a', 'b')), field('flere', 'checkboxes', options('a', 'b'))];
  const next = [field('en', 'search', many), field('flere', 'search', many)];
  expect(move(old, next, {}, { en: 'a', flere: ['a'] })).toEqual({ answers: { flere: ['a'] }, unmoved: [['en', 'a']] });
  const [thisCatalogue, otherCatalogue] = ['kunder', 'steder'].map((optionsFrom) => [
    field('hvem', 'entity', { optionsFrom, options: null }),
  ]);
  expect(move(thisCatalogue!, otherCatalogue!, {}, { hvem: 'x' }).unmoved).toEqual([['hvem', 'x']]);
});

test('a number with decimals is not cut down to a whole one', () => {
  const [old, next] = [
    [field('timer', 'decimal'), field('dage', 'decimal')],
    [field('timer', 'integer'), field('dage', 'integer')],
  ];
  expect(move(old, next, {}, { timer: 7.5, dage: 2 })).toEqual({ answers: { dage: 2 }, unmoved: [['timer', 7.5]] });
});

test('what came along and is not shown any more is named, and stays in the draft', () => {
  const never = { visible: { $expr: ['answered', ['field', 'findes-ikke']] } };
  const group = (more: object) => field('g', 'group', { fields: [field('navn'), field('rolle', 'text', more)] });
  const draft = { gammel: 'x', skjult: 'y', g: [{ navn: 'Bo', rolle: 'Chef' }] };
  const old = form(1, [field('gammel'), field('skjult', 'text', never), group({})]);
  const next = form(2, [field('ny', 'text', never), field('skjult', 'text', never), group(never)]);
  const after = migrated(old, next, { ...NOTHING, renamed: { gammel: 'ny' } }, draft);
  const context = { today: '2026-11-23', now: '2026-11-23T10:00:00Z', person: {} };
  expect(after).toMatchObject({ answers: { ny: 'x', skjult: 'y' }, unmoved: [] });
  const loss = namedLoss(old, next, draft, after, context);
  // `skjult` did not show before either: nobody would have sent it.
  expect(loss.map((unmoved) => [unmoved.field.id, unmoved.value])).toEqual([
    ['ny', 'x'],
    ['rolle', 'Chef'],
  ]);
});

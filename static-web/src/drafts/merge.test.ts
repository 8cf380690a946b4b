// @vitest-environment node
import { expect, test } from 'vitest';
import { mergeAnswers } from './merge';

const cases: [name: string, base: object, thisTab: object, otherTab: object, merged: object][] = [
  ['each side wrote its own answer', { a: '1' }, { a: '1', b: '2' }, { a: '1', c: '3' }, { a: '1', b: '2', c: '3' }],
  ['each changed another answer', { a: '1', b: '1' }, { a: '2', b: '1' }, { a: '1', b: '2' }, { a: '2', b: '2' }],
  ['both changed the same: this tab wins', { a: '1' }, { a: 'mine' }, { a: 'theirs' }, { a: 'mine' }],
  ['this tab removed an answer', { a: '1', b: '1' }, { b: '1' }, { a: '1', b: '2' }, { b: '2' }],
  ['the other tab removed an answer', { a: '1', b: '1' }, { a: '1', b: '2' }, { b: '1' }, { b: '2' }],
  ['this tab changed an answer that the other removed', { a: '1' }, { a: '2' }, {}, { a: '2' }],
  [
    'two parts of one address',
    { sted: { vej: 'A', by: 'B' } },
    { sted: { vej: 'Gaden 1', by: 'B' } },
    { sted: { vej: 'A', by: 'Byen' } },
    { sted: { vej: 'Gaden 1', by: 'Byen' } },
  ],
  [
    'an address from nothing on both sides',
    {},
    { sted: { vej: 'V' } },
    { sted: { by: 'B' } },
    { sted: { vej: 'V', by: 'B' } },
  ],
  [
    'a photo here, another there, one removed',
    { foto: [{ id: 'gammelt' }, { id: 'slettet' }] },
    { foto: [{ id: 'gammelt' }, { id: 'mit' }] },
    { foto: [{ id: 'gammelt' }, { id: 'slettet' }, { id: 'dit' }] },
    { foto: [{ id: 'gammelt' }, { id: 'mit' }, { id: 'dit' }] },
  ],
  [
    'contact persons by their index',
    { personer: [{ navn: 'A' }, { navn: 'B' }] },
    { personer: [{ navn: 'A', tlf: '1' }, { navn: 'B' }] },
    { personer: [{ navn: 'A' }, { navn: 'C' }] },
    { personer: [{ navn: 'A', tlf: '1' }, { navn: 'C' }] },
  ],
  [
    'one added an item while the other changed one: the whole list of this tab',
    { p: [{ n: 'A' }] },
    { p: [{ n: 'A' }, { n: 'B' }] },
    { p: [{ n: 'C' }] },
    { p: [{ n: 'A' }, { n: 'B' }] },
  ],
  [
    'numbers, and lists of values',
    { t: 1, v: ['a'] },
    { t: 2, v: ['a'] },
    { t: 1, v: ['a', 'b'] },
    { t: 2, v: ['a', 'b'] },
  ],
];

test.each(cases)('%s', (_name, base, thisTab, otherTab, merged) => {
  expect(mergeAnswers(base as never, thisTab as never, otherTab as never)).toEqual(merged);
});

test('answers that only one tab changed are taken, whichever tab saves last', () => {
  const [base, thisTab, otherTab] = [
    { a: 'x', b: 'x' },
    { a: 'y', b: 'x' },
    { a: 'x', b: 'z' },
  ];
  expect(mergeAnswers(base, thisTab, otherTab)).toEqual(mergeAnswers(base, otherTab, thisTab));
});

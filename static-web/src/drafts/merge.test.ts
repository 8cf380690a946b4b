// @vitest-environment node
import { expect, test } from 'vitest';
import { merged } from './merge';

const cases: [what: string, base: object, mine: object, theirs: object, both: object][] = [
  ['each side wrote its own answer', { a: '1' }, { a: '1', b: '2' }, { a: '1', c: '3' }, { a: '1', b: '2', c: '3' }],
  ['one changed what the other left', { a: '1', b: '1' }, { a: '2', b: '1' }, { a: '1', b: '2' }, { a: '2', b: '2' }],
  ['both changed the same: mine', { a: '1' }, { a: 'mine' }, { a: 'theirs' }, { a: 'mine' }],
  ['I took an answer away', { a: '1', b: '1' }, { b: '1' }, { a: '1', b: '2' }, { b: '2' }],
  ['they took an answer away', { a: '1', b: '1' }, { a: '1', b: '2' }, { b: '1' }, { b: '2' }],
  ['I wrote on in what they took away', { a: '1' }, { a: '2' }, {}, { a: '2' }],
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
    'contact persons by their place',
    { personer: [{ navn: 'A' }, { navn: 'B' }] },
    { personer: [{ navn: 'A', tlf: '1' }, { navn: 'B' }] },
    { personer: [{ navn: 'A' }, { navn: 'C' }] },
    { personer: [{ navn: 'A', tlf: '1' }, { navn: 'C' }] },
  ],
  [
    'one added where the other wrote: mine whole',
    { p: [{ n: 'A' }] },
    { p: [{ n: 'A' }, { n: 'B' }] },
    { p: [{ n: 'C' }] },
    { p: [{ n: 'A' }, { n: 'B' }] },
  ],
  [
    'figures and lists as they are',
    { t: 1, v: ['a'] },
    { t: 2, v: ['a'] },
    { t: 1, v: ['a', 'b'] },
    { t: 2, v: ['a', 'b'] },
  ],
];

test.each(cases)('%s', (_what, base, mine, theirs, both) => {
  expect(merged(base as never, mine as never, theirs as never)).toEqual(both);
});

test('what one side alone wrote is taken whichever side writes last', () => {
  const [base, ours, theirs] = [
    { a: 'x', b: 'x' },
    { a: 'y', b: 'x' },
    { a: 'x', b: 'z' },
  ];
  expect(merged(base, ours, theirs)).toEqual(merged(base, theirs, ours));
});

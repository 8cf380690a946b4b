/** Random answers to a definition, mostly sensible and partly absurd, from a seed. */
import { fieldsOf, type Answers, type Definition, type FieldDef, type Json } from '../../definition';

export type Random = () => number;

/** Mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const STRANGE: readonly Json[] = [
  ...[
    null,
    true,
    false,
    0,
    1,
    -1,
    1.5,
    0.1,
    0.07,
    0.005,
    1e-7,
    1e21,
    123456789.01,
    3.0,
    1000.5,
    1000.51,
    9007199254740993,
  ],
  ...['', ' ', '\u00a0', '\t\r\n', 'x', 'a\n', '\u2003', '😀', '😀'.repeat(8), '😀'.repeat(9), 'e\u0301'.repeat(5)],
  ...['x'.repeat(201), 'x'.repeat(5001), 'ÆØ1', 'AB12\n', 'ÅB٣', 'afventer', '1234567890', '12345678', '64942212'],
  ...['٦٤٩٤٢٢١٢', '64942212\n', ' 64942212', '2024-02-29', '2023-02-29', '1900-02-29', '2000-02-29', '0000-01-01'],
  ...['0001-01-01', '9999-12-31', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-1', '20260101', '2026-W01-1'],
  ...['2026-11-23T14:05:00+01:00', '2026-11-23T14:05:00Z', '2026-11-23t14:05:00z', '2026-11-23 14:05:00Z'],
  ...[
    '2026-11-23T24:00:00Z',
    '2026-11-23T23:59:60Z',
    '2026-11-23T14:05Z',
    '2026-11-23T14:05:00',
    '0000-01-01T00:00:00Z',
  ],
  ...[
    '2026-11-23T14:05:00.1234567Z',
    '2026-11-23T14:05:00.12Z',
    '2026-11-23T14:05:00+24:00',
    '0001-01-01T00:00:00+23:59',
  ],
  ...['2026-11-23T14:05:00-23:59', '9999-12-31T23:59:59-23:59', '2026-02-30T10:00:00Z', 'a\0b', '\ud800', 'x\udc00y'],
  ...[
    [],
    {},
    [[]],
    [{}],
    [null],
    ['a', 'a'],
    [1, 1],
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    ['andet', 'andet', 'zzz'],
  ],
  ...[{ navn: 'x' }, [true, 1], ['rekruttering', 1], { 'a/b~c%23#': 1 }, [[1], [1]]],
];
const STRANGE_NAMES = [
  'ukendt',
  'toString',
  'a/b',
  'm~n',
  'å %23#?',
  '😀',
  '\uffff',
  '7',
  '',
  'a\0',
  '\udfff',
  'hasOwnProperty',
];

export function randomAnswers(definition: Definition, random: Random): Answers {
  return randomObject(fieldsOf(definition), random, random() * 0.35);
}

function randomObject(fields: readonly FieldDef[], random: Random, absurdity: number): Answers {
  const answers: Answers = {};
  for (const field of fields) {
    if (random() < (field.required === true ? 0.93 : 0.6)) answers[field.id] = randomAnswer(field, random, absurdity);
  }
  if (random() < absurdity / 2) answers[pick(STRANGE_NAMES, random)] = pick(STRANGE, random);
  return answers;
}

function randomAnswer(field: FieldDef, random: Random, absurdity: number): Json {
  if (random() < absurdity) return pick(STRANGE, random);
  switch (field.control) {
    case 'text':
      return pick(['Kok', 'Åse', '12345678', 'a@b.dk', 'AB12', 'x', 'Å'.repeat(field.maxLength)], random);
    case 'textarea':
      return pick(['Fuld tid', 'Linje\nto', 'x'.repeat(field.maxLength), 'x'.repeat(field.maxLength + 1)], random);
    case 'number':
      return pick(
        [field.minimum, field.maximum, field.minimum - 1, field.maximum + 1, 3, 0.29, 1.1, 12.345, 7],
        random,
      );
    case 'yes-no':
      return random() < 0.5;
    case 'radio':
    case 'select':
      return pick(field.options, random).value;
    case 'checkboxes':
      return field.options.filter(() => random() < 0.4).map(({ value }) => value);
    case 'date':
      return pick(['2026-12-01', '2024-02-29', '2025-02-29', '2026-06-31'], random);
    case 'date-time':
      return pick(['2026-11-23T14:05:00+01:00', '2026-02-30T14:05:00+01:00', '2026-06-01T00:00:00Z'], random);
    case 'cvr':
      return pick(['64942212', '12345678', '6494221'], random);
    case 'p-number':
      return pick(['1003388394', 'afventer', '123'], random);
    case 'group':
      return Array.from({ length: Math.floor(random() * 4) }, () => randomObject(field.fields, random, absurdity));
  }
}

export function pick<T>(from: readonly T[], random: Random): T {
  return from[Math.floor(random() * from.length)] as T;
}

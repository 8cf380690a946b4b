// @vitest-environment node
/** CPR numbers in texts: the same on the phone as on the server, by the vectors that both are held against. */
import { expect, test } from 'vitest';
import vectors from '../../../../tests/vectors/cpr-in-texts.json';
import type { Answers, FieldDef } from '../../definition';
import { cprFaults, cprNumbersIn, maskedCpr, withoutCpr, type CprPolicy } from '../engine/cpr-guard';

test.each(vectors.texts.map((vector) => [vector.what, vector] as const))('%s', (_what, vector) => {
  const { text } = vector;
  expect(cprNumbersIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(vector.found);
  expect(maskedCpr(text)).toBe(vector.masked);
  expect(withoutCpr(text)).toBe(vector.without);
});

test.each(vectors.answers.map((vector) => [vector.what, vector] as const))('%s', (_what, vector) => {
  const faults = cprFaults(
    vectors.fields as unknown as FieldDef[],
    vector.answers as unknown as Answers,
    vector.cprInTexts as CprPolicy,
    new Set(vector.notCpr),
  );
  expect(faults.map(({ path, code }) => [path, code])).toEqual(vector.faults);
});

test('answers of another form, as a draft may hold, break nothing', () => {
  const answers = {
    emne: ['010190-1234'],
    notat: 7,
    sted: '010190-1234',
    bilag: [{ name: 7 }, '010190-1234', null],
    foto: { name: '010190-1234' },
    personer: { navn: '010190-1234' },
  } as unknown as Answers;
  expect(cprFaults(vectors.fields as unknown as FieldDef[], answers, 'ask', new Set())).toEqual([]);
});

/** What choices offer, and what is said of what is chosen: against the vectors that the server passes too. */
import { beforeEach, expect, test } from 'vitest';
import { PERSON } from '../../../tests/fake-api';
import choices from '../../../tests/valg.json';
import vectors from '../../../../tests/vectors/offered.json';
import type { Answers, Definition, Json } from '../../definition';
import { session } from '../../session';
import { speak } from '../../texts';
import { relevant } from '../engine/relevance';
import { faults } from '../engine/validate';
import { createForm } from '../state';

interface Case {
  name: string;
  today?: string;
  answers: Answers;
  /** What is sent of the answers, where that is another. */
  sent?: Answers;
  offered: Record<string, string[]>;
  faults: [path: string, code: string, limit: string | null][];
}

const definition = choices as unknown as Definition;
const cases = vectors.cases as unknown as Case[];

beforeEach(() => {
  speak('da');
  session.value = { state: 'signed-in', ...PERSON };
});

test.each(cases.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
  const today = vector.today ?? '2026-11-23';
  const context = { today, now: `${today}T10:00:00Z`, person: {} };
  const { offered, answers } = relevant(definition, vector.answers, context);
  for (const [path, values] of Object.entries(vector.offered))
    expect(
      offered.get(path)?.options.map(({ value }) => value),
      path,
    ).toEqual(values);
  expect(faults(definition, vector.answers, context).map(({ path, code, limit }) => [path, code, limit])).toEqual(
    vector.faults,
  );
  expect(answers).toEqual(vector.sent ?? vector.answers);
});

test('a choice that another answer has made impossible is told of at once, and kept', () => {
  const form = createForm(definition, { region: 'oest', kommune: 'bornholm' }, () => undefined);
  expect(form.shownFaults.value.size).toBe(0);
  form.set('/region', 'vest');
  expect(form.shownFaults.value.get('/kommune')).toEqual({ path: '/kommune', code: 'not-offered', limit: 'Bornholm' });
  expect(form.answers.value['kommune']).toBe('bornholm');
  form.set('/region', 'oest');
  expect(form.shownFaults.value.size).toBe(0);
});

test('what a key press offers is the same array as long as nothing of it changes', () => {
  const form = createForm(definition, { region: 'oest' }, () => undefined);
  const before = form.relevant.value.offered.get('/kommune')?.options;
  form.set('/grund', 'a');
  expect(form.relevant.value.offered.get('/kommune')?.options).toBe(before);
});

test('of a list of thousands a key press looks at the rows that fit alone', () => {
  let looked = 0;
  const rows = Array.from({ length: 5000 }, (_, number) => {
    const row: Json[] = [`v${number}`, `Vej ${number}`, `Road ${number}`, `r${number % 100}`];
    return new Proxy(row, {
      get: (target, key) => {
        looked += 1;
        return Reflect.get(target, key) as Json;
      },
    });
  });
  const kommuner = { columns: ['region', 'zone', 'antal', 'graense', 'siden'], rows: rows as (string | null)[][] };
  const large: Definition = { ...structuredClone(definition), lists: { kommuner } };
  const form = createForm(large, { region: 'r7' }, () => undefined);
  expect(form.relevant.value.offered.get('/kommune')?.options).toHaveLength(50);
  // The list is looked through once; then neither another region nor a key elsewhere goes over it again.
  looked = 0;
  form.set('/region', 'r8');
  expect(form.relevant.value.offered.get('/kommune')?.options).toHaveLength(50);
  form.set('/kommune', 'v8');
  form.set('/grund', 'abcd');
  form.check();
  expect(form.shownFaults.value.get('/kommune')).toBeUndefined();
  expect(looked).toBeLessThan(50);
});

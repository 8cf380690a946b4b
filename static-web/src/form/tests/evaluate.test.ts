// @vitest-environment node
/** The phone's evaluator against the vectors that the server's passes too. */
import { expect, test } from 'vitest';
import vectors from '../../../../tests/vectors/expressions.json';
import type { Answers, Compiled, Json } from '../../definition';
import { number } from '../engine/json-numbers';
import { evaluate } from '../engine/evaluate';
import { listsOf } from '../engine/lists';
import { EMPTY } from './empty';
import type { EvaluationContext } from '../engine/evaluation-context';

interface Case {
  name: string;
  expr: Compiled;
  enclosing?: Answers;
  form?: Answers;
  context?: Partial<EvaluationContext>;
  value: Json;
}

const lists = listsOf({ ...EMPTY, lists: vectors.lists });

const cases = vectors.cases as unknown as Case[];

test.each(cases.map((vector) => [vector.name, vector] as const))(
  '%s',
  (_, { expr, enclosing = {}, form = {}, context, value }) => {
    const evaluated = evaluate(expr, { enclosing, form, context: { ...vectors.context, ...context, lists } });
    const expected = value ?? undefined;
    // 0 and -0 are one number.
    if (typeof expected === 'number') expect(number(evaluated) === expected, String(evaluated)).toBe(true);
    else expect(evaluated).toEqual(expected);
  },
);

test('all vectors of expressions are read', () => expect(cases.length).toBeGreaterThanOrEqual(150));

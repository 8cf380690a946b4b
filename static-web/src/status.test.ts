/** The name of a target's system, on the phone; `tests/domain/test_systems.py` reads the same vectors. */
import { expect, test } from 'vitest';
import vectors from '../../tests/vectors/systems.json';
import { systemOf } from './status';

test.each(vectors)('$target is of the system "$system"', ({ target, system }) => {
  expect(systemOf(target)).toBe(system);
});

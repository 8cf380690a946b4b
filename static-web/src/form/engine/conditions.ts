/** Evaluates the definition's conditions and values. */
import type { Condition, Formula, Json } from '../../definition';
import { evaluate, type World } from './evaluate';

/** Whether a condition is true; one without a value is not. */
export function isTrue(condition: boolean | Condition, world: World): boolean {
  return typeof condition === 'boolean' ? condition : evaluate(condition.$expr, world) === true;
}

export function isFormula(value: unknown): value is Formula {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$expr');
}

/** A value of the definition: a constant, or the value of an expression. */
export function valueOf(value: Json | undefined, world: World): Json | undefined {
  return isFormula(value) ? evaluate(value.$expr, world) : (value ?? undefined);
}

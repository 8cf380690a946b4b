/** Whether a condition of the definition holds, and what a value of it is. */
import type { Condition, Formula, Json } from '../../definition';
import { evaluate, type World } from './evaluate';

/** An expression without value does not hold. */
export function holds(condition: boolean | Condition, world: World): boolean {
  return typeof condition === 'boolean' ? condition : evaluate(condition.$expr, world) === true;
}

export function isFormula(value: unknown): value is Formula {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$expr');
}

/** A value of the layout: as it is, or what the expression gives. */
export function valueOf(value: Json | undefined, world: World): Json | undefined {
  return isFormula(value) ? evaluate(value.$expr, world) : (value ?? undefined);
}

/** Whether a condition of the definition holds: a truth, a JSON Schema of the object, or an expression. */
import type { Condition, Formula, Json } from '../../definition';
import { evaluate, type World } from './evaluate';
import { Validator } from './schemas';

const validators = new WeakMap<Condition, Validator>();

/** An expression without value does not hold. */
export function holds(condition: boolean | Condition, world: World): boolean {
  if (typeof condition === 'boolean') return condition;
  if (isFormula(condition)) return evaluate(condition.$expr, world) === true;
  let validator = validators.get(condition);
  if (!validator) {
    validator = new Validator(condition, '2020-12');
    validators.set(condition, validator);
  }
  return validator.validate(world.here).valid;
}

export function isFormula(value: unknown): value is Formula {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$expr');
}

/** A value of the layout: as it is, or what the expression gives. */
export function valueOf(value: Json | undefined, world: World): Json | undefined {
  return isFormula(value) ? evaluate(value.$expr, world) : (value ?? undefined);
}

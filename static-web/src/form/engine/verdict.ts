/** The engine's functions for validation, without any user interface. */
export { migrationFrom, migrated } from './migration';
export { namedLoss } from './hidden-answers';
export { evaluate } from './evaluate';
export { cleaned, relevant } from './relevance';
export { Following } from './following';
export { suggest } from './suggestions';
export { evaluationContext, type EvaluationContext } from './evaluation-context';
export { faults, type Fault } from './validate';

/** What the phone says of answers, without any page around it. */
export { migrationFrom, moved } from './migration';
export { namedLoss } from './hidden-answers';
export { evaluate } from './evaluate';
export { cleaned, relevant } from './relevance';
export { Following } from './following';
export { suggest } from './suggestions';
export { evaluationContext, type EvaluationContext } from './evaluation-context';
export { faults, type Fault } from './validate';

/** What the phone says of answers, without any page around it. */
export { cleaned } from './relevance';
export { faults, type Fault } from './validate';

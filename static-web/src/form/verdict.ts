/** What the phone says of answers, without any page around it. */
export { evaluate } from './evaluate';
export { cleaned } from './relevance';
export { surroundings, type Surroundings } from './surroundings';
export { faults, type Fault } from './validate';

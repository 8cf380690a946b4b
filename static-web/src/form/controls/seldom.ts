/** Controls that most forms have none of, in a file of their own. */
export { Address } from './address';
export { Duration } from './duration';
export { FileBox } from './file';
export { Photo } from './photo';
export { Position } from './position';
export { Signature } from './signature';

/** Controls that reach for what a phone has: its camera, its files, where it is, a finger on its glass. */
export { FileBox } from './file';
export { Photo } from './photo';
export { Position } from './position';
export { Signature } from './signature';

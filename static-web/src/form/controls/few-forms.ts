/** Controls that few forms have, and those that reach for what a phone has: its camera, its files, where it is, a finger on its glass. */
export { Address } from './address';
export { Cpr } from './cpr';
export { Duration } from './duration';
export { Entity } from './entity';
export { FileBox } from './file';
export { Photo } from './photo';
export { Position } from './position';
export { SearchBox } from './search-box';
export { Signature } from './signature';
export { Url } from './url';

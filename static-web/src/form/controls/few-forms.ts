/** Rarely used controls, and those that use the phone's hardware: camera, files, position, drawing. */
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

/** Controls that few forms have, and none begins with. */
export { Address } from './address';
export { Cpr } from './cpr';
export { Duration } from './duration';
export { Entity } from './entity';
export { FileBox } from './file';
export { MoneyBox } from './money';
export { Photo } from './photo';
export { Position } from './position';
export { Signature } from './signature';
export { Url } from './url';

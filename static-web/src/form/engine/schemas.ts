/** The JSON Schema validator, which knows the formats of the definitions. */
import { Validator, format } from '@cfworker/json-schema';
import { FORMATS } from './formats';

// The table of formats is the only place where the validator can learn one.
Object.assign(format, FORMATS);

export { Validator };
export type { OutputUnit, Schema } from '@cfworker/json-schema';

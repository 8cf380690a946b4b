/** The JSON Schema validator, which knows the formats of the definitions. */
import { Validator, format } from '@cfworker/json-schema';
import { FORMATS } from './formats';

// The validator takes its formats from this table only.
Object.assign(format, FORMATS);

export { Validator };
export type { OutputUnit, Schema } from '@cfworker/json-schema';

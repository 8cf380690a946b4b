/** The compiled definition, as docs/architecture.md describes it: what the phone draws a form from. */
import type { Schema } from '@cfworker/json-schema';

export interface Words {
  da: string;
  en: string;
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Answers by field. An item of a repeated group has the same shape. */
export type Answers = Record<string, Json>;

/** An expression as the server compiled it: nested arrays and constants (docs/definition-language.md). */
export type Compiled = Json;

/** What is evaluated on the phone: a condition that no schema can say, or a value. */
export interface Formula {
  $expr: Compiled;
}

/** A JSON Schema of the enclosing object, or what the evaluator says of it. */
export type Condition = Schema | Formula;

interface FieldBase {
  id: string;
  label: Words;
  help: Words | null;
  required: boolean | Condition;
  visible: true | Condition;
  /** A plain value, or a `Formula`. */
  default?: Json;
}

export interface Option {
  value: string;
  label: Words;
}

export type AutofillValue = 'name' | 'address' | 'industry';

export interface TextField extends FieldBase {
  control: 'text';
  minLength: number;
  maxLength: number;
  pattern: string | null;
  patternHelp?: Words | null;
  inputMode: 'text' | 'tel' | 'email';
  autofill: { company: string; value: AutofillValue } | null;
}

export interface LongTextField extends FieldBase {
  control: 'textarea';
  minLength: number;
  maxLength: number;
}

export interface IntegerField extends FieldBase {
  control: 'integer';
  minimum: number;
  maximum: number;
  unit: Words | null;
}

export interface DecimalField extends FieldBase {
  control: 'decimal';
  minimum: number;
  maximum: number;
  decimals: number;
  unit: Words | null;
}

/** In øre. */
export interface MoneyField extends FieldBase {
  control: 'money';
  minimum: number;
  maximum: number;
}

/** In minutes. */
export interface DurationField extends FieldBase {
  control: 'duration';
  minimum: number;
  maximum: number;
}

/** What has no keys of its own. */
export interface PlainField<C extends string> extends FieldBase {
  control: C;
}

export type YesNoField = PlainField<'yes-no'>;
export type TimeField = PlainField<'time'>;
export type DateTimeField = PlainField<'date-time'>;
export type EmailField = PlainField<'email'>;
export type PhoneField = PlainField<'phone'>;
export type CvrField = PlainField<'cvr'>;
export type CprField = PlainField<'cpr'>;
export type UrlField = PlainField<'url'>;
export type PositionField = PlainField<'position'>;

interface OneOf<C extends string> extends FieldBase {
  control: C;
  options: Option[];
}

export type RadioField = OneOf<'radio'>;
export type SelectField = OneOf<'select'>;

export interface ChoicesField extends OneOf<'checkboxes'> {
  minItems: number;
  maxItems: number | null;
}

/** What is searched in: one of it is chosen, or several. */
interface Searched {
  multiple?: boolean;
  minItems?: number;
  maxItems?: number | null;
}

/** Too many options to scroll through. */
export interface SearchField extends OneOf<'search'>, Searched {}

/** Another app's registrations. */
export interface EntityField extends FieldBase, Searched {
  control: 'entity';
  optionsFrom: string;
}

export interface DateField extends FieldBase {
  control: 'date';
  /** A date, or what the rules find. */
  earliest?: Json;
  latest?: Json;
}

export type AddressPart = 'street' | 'postcode' | 'town';

export interface AddressField extends FieldBase {
  control: 'address';
  parts: Record<AddressPart, Words>;
}

export interface PNumberField extends FieldBase {
  control: 'p-number';
  company: string;
}

interface Attaching<C extends string> extends FieldBase {
  control: C;
  /** Media types. */
  types: string[];
  minItems: number;
  maxItems: number;
  maxBytes: number;
}

export type PhotoField = Attaching<'photo'>;
export type FileField = Attaching<'file'>;

export interface SignatureField extends FieldBase {
  control: 'signature';
  maxLength: number;
}

export interface CalculatedField extends FieldBase {
  control: 'calculated';
  as: 'integer' | 'decimal' | 'money' | 'text' | 'yes-no' | 'date' | 'duration';
  /** A plain value, or a `Formula`. */
  calculate: Json;
  decimals: number | null;
  unit: Words | null;
}

/** Words to the reader; it has no answer. */
export interface NoteField extends FieldBase {
  control: 'note';
  text: Words;
}

export interface GroupField extends FieldBase {
  control: 'group';
  fields: FieldDef[];
  minItems: number;
  maxItems: number;
  itemLabel: Words;
  addLabel: Words;
}

export type FieldDef =
  | TextField
  | LongTextField
  | IntegerField
  | DecimalField
  | MoneyField
  | DurationField
  | YesNoField
  | RadioField
  | SelectField
  | SearchField
  | ChoicesField
  | EntityField
  | DateField
  | TimeField
  | DateTimeField
  | EmailField
  | PhoneField
  | UrlField
  | CvrField
  | PNumberField
  | CprField
  | AddressField
  | PhotoField
  | FileField
  | SignatureField
  | PositionField
  | CalculatedField
  | NoteField
  | GroupField;

export type Control = FieldDef['control'];

export interface Section {
  id: string;
  title: Words;
  help: Words | null;
  /** Its fields' own conditions include it. */
  visible?: boolean | Condition;
  fields: FieldDef[];
}

/** What JSON Schema cannot say of a field. */
export interface Rule {
  /** The groups that it stands in, outermost first; empty for the form itself. */
  at: string[];
  field: string;
  kind: 'visible' | 'required' | 'valid' | 'calculated' | 'decimals' | 'earliest' | 'latest';
  expr: Compiled;
  message?: Words;
}

/** How a draft of an older version moves forward. */
export interface Migration {
  from: number;
  renamed: Record<string, string>;
  split: Record<string, { into: string[]; at: string }>;
  defaults: Record<string, Json>;
}

export interface Definition {
  app: string;
  version: number;
  languages: string[];
  title: Words;
  description: Words;
  /** Ids of the fields that a list shows a registration by. */
  heading: string[];
  /** What the button that sends says; the page's own words when the form author gave none. */
  submitLabel?: Words | null;
  migrates?: Migration[];
  schema: Schema;
  rules?: Rule[];
  sections: Section[];
}

export function fieldsOf(definition: Definition): FieldDef[] {
  return definition.sections.flatMap((section) => section.fields);
}

/** The compiled definition, as docs/architecture.md describes it: what the phone draws a form from. */
import type { Schema } from '@cfworker/json-schema';

export interface Words {
  da: string;
  en: string;
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Answers by field. An item of a repeated group has the same shape. */
export type Answers = Record<string, Json>;

/** A JSON Schema of the enclosing object. */
export type Condition = Schema;

interface FieldBase {
  id: string;
  label: Words;
  help: Words | null;
  required: boolean | Condition;
  visible: true | Condition;
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
  inputMode: 'text' | 'tel' | 'email';
  autofill: { company: string; value: AutofillValue } | null;
}

export interface LongTextField extends FieldBase {
  control: 'textarea';
  minLength: number;
  maxLength: number;
}

export interface NumberField extends FieldBase {
  control: 'number';
  minimum: number;
  maximum: number;
  decimals: number;
  unit: Words | null;
}

export interface YesNoField extends FieldBase {
  control: 'yes-no';
}

export interface RadioField extends FieldBase {
  control: 'radio';
  options: Option[];
}

export interface SelectField extends FieldBase {
  control: 'select';
  options: Option[];
}

export interface ChoicesField extends FieldBase {
  control: 'checkboxes';
  options: Option[];
  minItems: number;
  maxItems: number | null;
}

export interface DateField extends FieldBase {
  control: 'date';
}

export interface DateTimeField extends FieldBase {
  control: 'date-time';
}

export interface CvrField extends FieldBase {
  control: 'cvr';
}

export interface PNumberField extends FieldBase {
  control: 'p-number';
  company: string;
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
  | NumberField
  | YesNoField
  | RadioField
  | SelectField
  | ChoicesField
  | DateField
  | DateTimeField
  | CvrField
  | PNumberField
  | GroupField;

export type Control = FieldDef['control'];

export interface Section {
  id: string;
  title: Words;
  help: Words | null;
  fields: FieldDef[];
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
  submitLabel?: Words;
  schema: Schema;
  sections: Section[];
}

export function fieldsOf(definition: Definition): FieldDef[] {
  return definition.sections.flatMap((section) => section.fields);
}

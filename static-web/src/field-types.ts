/** Every kind of field as the phone draws it, by its control (docs/architecture.md). */
import type { Condition, Json, LocalizedText } from './json';

interface FieldBase {
  id: string;
  label: LocalizedText;
  help: LocalizedText | null;
  required: boolean | Condition;
  visible: true | Condition;
  /** A plain value, or a `Formula`. */
  default?: Json;
}

export interface Option {
  value: string;
  label: LocalizedText;
}

export type AutofillValue = 'name' | 'address' | 'industry';

export interface TextField extends FieldBase {
  control: 'text';
  minLength: number;
  maxLength: number;
  pattern: string | null;
  patternHelp?: LocalizedText | null;
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
  unit: LocalizedText | null;
}

export interface DecimalField extends FieldBase {
  control: 'decimal';
  minimum: number;
  maximum: number;
  decimals: number;
  unit: LocalizedText | null;
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

/** Bounds of its day. */
export interface DateTimeField extends FieldBase {
  control: 'date-time';
  earliest?: Json;
  latest?: Json;
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
  parts: Record<AddressPart, LocalizedText>;
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
  unit: LocalizedText | null;
}

/** LocalizedText to the reader; it has no answer. */
export interface NoteField extends FieldBase {
  control: 'note';
  text: LocalizedText;
}

export interface GroupField extends FieldBase {
  control: 'group';
  fields: FieldDef[];
  minItems: number;
  maxItems: number;
  itemLabel: LocalizedText;
  addLabel: LocalizedText;
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

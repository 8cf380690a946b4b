/** The types of fields by the control that draws them; generated from the server's field types. */
import type { AutofillLayout, FieldLayout, OptionLayout, PartLabels } from './generated/api';

export type FieldDef = FieldLayout;
export type Control = FieldDef['control'];

/** The fields that are drawn by a control. */
export type FieldOf<C extends Control> = FieldDef & { control: C };

export type Option = OptionLayout;
export type AutofillValue = AutofillLayout['value'];
export type AddressPart = keyof PartLabels;

export type TextField = FieldOf<'text'>;
export type LongTextField = FieldOf<'textarea'>;
export type IntegerField = FieldOf<'integer'>;
export type DecimalField = FieldOf<'decimal'>;
/** An amount in øre. */
export type MoneyField = FieldOf<'money'>;
/** A duration in minutes. */
export type DurationField = FieldOf<'duration'>;
export type YesNoField = FieldOf<'yes-no'>;
export type TimeField = FieldOf<'time'>;
export type EmailField = FieldOf<'email'>;
export type PhoneField = FieldOf<'phone'>;
export type CvrField = FieldOf<'cvr'>;
export type CprField = FieldOf<'cpr'>;
export type UrlField = FieldOf<'url'>;
export type PositionField = FieldOf<'position'>;
export type RadioField = FieldOf<'radio'>;
export type SelectField = FieldOf<'select'>;
export type ChoicesField = FieldOf<'checkboxes'>;
/** A choice of one or several options that are too many to scroll through, so that they are searched. */
export type SearchField = FieldOf<'search'>;
/** A field whose options are in the definition. */
export type ChoosingField = FieldOf<'radio' | 'select' | 'checkboxes' | 'search'>;
/** A choice of one or several of another app's registrations. */
export type EntityField = FieldOf<'entity'>;
export type SeveralField = Extract<SearchField | EntityField, { multiple: true }>;
export type DateField = FieldOf<'date'>;
export type DateTimeField = FieldOf<'date-time'>;
export type AddressField = FieldOf<'address'>;
export type PNumberField = FieldOf<'p-number'>;
export type PhotoField = FieldOf<'photo'>;
export type FileField = FieldOf<'file'>;
export type SignatureField = FieldOf<'signature'>;
export type CalculatedField = FieldOf<'calculated'>;
/** Text to the reader; it has no answer. */
export type NoteField = FieldOf<'note'>;
/** A warning about other answers. Its answer is the check mark that confirms them. */
export type WarningField = FieldOf<'warning'>;
export type GroupField = FieldOf<'group'>;

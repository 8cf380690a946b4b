import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ComponentType } from 'preact';
import type { Control, FieldDef, FieldOf, Json } from '../definition';
import type { Autosave } from '../drafts/autosave';
import type { UnitAnswers } from '../memory/memory';
import type { Companies } from './companies';
import type { Form } from './state';

interface FormSession {
  /** The registration's id. */
  registration: string;
  form: Form;
  companies: Companies;
  /** The answers of the last visit to the chosen production unit; none in a preview. */
  lastAtUnit?: ReadonlySignal<UnitAnswers | undefined>;
  /** None where nothing is saved, as in a preview. */
  saving?: Autosave;
  /** Draws the fields of a nested object, so that a group need not import the catalogue that contains it. */
  Fields: ComponentType<{ fields: readonly FieldDef[]; path: string }>;
}

export const FormContext = createContext<FormSession | null>(null);

export function useForm(): FormSession {
  const formSession = useContext(FormContext);
  if (!formSession) throw new Error('a control stands in a form');
  return formSession;
}

/** The properties of every control. */
export interface ControlProps<F extends FieldDef> {
  field: F;
  /** The path of the answer in the draft. */
  path: string;
  /** The fields of the same object. */
  beside: readonly FieldDef[];
  value: Json | undefined;
  needed: boolean;
  /** The answer is from the last registration, and unchanged. */
  isFromLast?: boolean;
  /** Its fault, in words. */
  fault: string | undefined;
  onChange: (value: Json | undefined) => void;
}

export type ControlComponent<C extends Control> = ComponentType<ControlProps<FieldOf<C>>>;

/** The id of the element that a link to the field leads to. */
export function elementId(path: string): string {
  return `felt${path.replaceAll('/', '-')}`;
}

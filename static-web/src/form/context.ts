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
  /** What was answered the last time at the production unit that is chosen; none in a preview. */
  lastAtUnit?: ReadonlySignal<UnitAnswers | undefined>;
  /** None where nothing is kept, as in a preview. */
  saving?: Autosave;
  /** Draws the fields of an object inside another, so that a group need not know the catalogue that it stands in. */
  Fields: ComponentType<{ fields: readonly FieldDef[]; path: string }>;
}

export const FormContext = createContext<FormSession | null>(null);

export function useForm(): FormSession {
  const formSession = useContext(FormContext);
  if (!formSession) throw new Error('a control stands in a form');
  return formSession;
}

/** What every control gets. */
export interface ControlProps<F extends FieldDef> {
  field: F;
  /** Of the answer in the draft. */
  path: string;
  /** The fields of the same object. */
  beside: readonly FieldDef[];
  value: Json | undefined;
  needed: boolean;
  /** What is wrong with it, in words. */
  fault: string | undefined;
  onChange: (value: Json | undefined) => void;
}

export type ControlComponent<C extends Control> = ComponentType<ControlProps<FieldOf<C>>>;

/** The id of the element that a link to the field leads to. */
export function elementId(path: string): string {
  return `felt${path.replaceAll('/', '-')}`;
}

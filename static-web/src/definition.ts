/** The compiled definition, as docs/architecture.md describes it: what the phone draws a form from. */
import type { Schema } from '@cfworker/json-schema';
import type { FieldDef } from './field-types';
import type { Compiled, Condition, Json, LocalizedText } from './json';

export type * from './field-types';
export type * from './json';

export interface Section {
  id: string;
  title: LocalizedText;
  help: LocalizedText | null;
  /** Its fields' own conditions include it. */
  visible?: boolean | Condition;
  fields: FieldDef[];
}

/** What is asked of a field beside its JSON Schema. */
export interface Rule {
  /** The groups that it stands in, outermost first; empty for the form itself. */
  at: string[];
  field: string;
  kind: 'visible' | 'required' | 'valid' | 'calculated' | 'decimals' | 'earliest' | 'latest';
  expr: Compiled;
  message?: LocalizedText;
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
  title: LocalizedText;
  description: LocalizedText;
  /** Ids of the fields that a list shows a registration by. */
  heading: string[];
  /** What the button that sends says; the page's own words when the form author gave none. */
  submitLabel?: LocalizedText | null;
  migrates?: Migration[];
  schema: Schema;
  rules?: Rule[];
  sections: Section[];
}

export function fieldsOf(definition: Definition): FieldDef[] {
  return definition.sections.flatMap((section) => section.fields);
}

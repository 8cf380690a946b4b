/** The compiled definition, as docs/architecture.md describes it: what the phone draws a form from. */
import type { FieldDef } from './field-types';
import type { CompiledDefinition, MigrationLayout, SectionLayout } from './generated/api';

export type * from './field-types';
export type * from './json';
export type { Rule } from './generated/api';

export type Section = SectionLayout;
export type Migration = MigrationLayout;
export type Definition = CompiledDefinition;

export function fieldsOf(definition: Definition): FieldDef[] {
  return definition.sections.flatMap((section) => section.fields);
}

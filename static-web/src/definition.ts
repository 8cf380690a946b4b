/** The compiled definition (docs/architecture.md), from which the phone draws a form. */
import type { FieldDef } from './field-types';
import type { CompiledDefinition, MigrationLayout, SectionLayout } from './generated/api';

export type * from './field-types';
export type * from './json';
export type { Rule } from './generated/api';

export type Section = SectionLayout;
export type Migration = MigrationLayout;
export type Definition = CompiledDefinition;

const inOrder = new WeakMap<Definition, readonly FieldDef[]>();

/** All fields of a definition. Always returns the same array, since it is called at every key press. */
export function fieldsOf(definition: Definition): readonly FieldDef[] {
  let fields = inOrder.get(definition);
  if (!fields) inOrder.set(definition, (fields = definition.sections.flatMap((section) => section.fields)));
  return fields;
}

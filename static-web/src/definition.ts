/** The compiled definition, as docs/architecture.md describes it: what the phone draws a form from. */
import type { FieldDef } from './field-types';
import type { CompiledDefinition, MigrationLayout, SectionLayout } from './generated/api';

export type * from './field-types';
export type * from './json';
export type { Rule } from './generated/api';

export type Section = SectionLayout;
export type Migration = MigrationLayout;
export type Definition = CompiledDefinition;

const inOrder = new WeakMap<Definition, readonly FieldDef[]>();

/** Always the same array of a definition: they are asked for at every key press. */
export function fieldsOf(definition: Definition): readonly FieldDef[] {
  let fields = inOrder.get(definition);
  if (!fields) inOrder.set(definition, (fields = definition.sections.flatMap((section) => section.fields)));
  return fields;
}

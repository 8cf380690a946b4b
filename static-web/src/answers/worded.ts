/** Fills answers into the definition's texts that name them: the counterpart of shared/domain/fields/worded.py. */
import type { FieldDef, Json, LocalizedText, Section } from '../definition';
import { filled, hasValues } from '../form/engine/value-texts';
import { words } from '../texts';
import { show } from './show';

/** Looks up the field of a name, and its answer. */
export type Named = (id: string) => { field: FieldDef; answer: Json | undefined } | undefined;

/** The answers that a text may name: those of the same object, and those of the form. */
export interface Wording {
  beside: Named;
  form: Named;
}

/** Controls whose answers no text may show. */
const GUARDED = new Set(['cpr', 'signature', 'position', 'photo', 'file', 'entity', 'group', 'note']);
const FORM = 'form.';

/** A text filled in; where there is no answer, a gap with the field's label. `escaped` is applied to each value. */
export function worded(both: LocalizedText, { beside, form }: Wording, escaped = (value: string) => value): string {
  return filled(words(both), (name) => {
    const named = name.startsWith(FORM) ? form(name.slice(FORM.length)) : beside(name);
    if (!named) return `{${name}}`;
    const { field, answer } = named;
    if (answer === undefined || answer === null || answer === '' || GUARDED.has(field.control))
      return escaped(`[${filled(words(field.label), () => '…')}]`);
    return escaped(show(field, answer));
  });
}

/** Characters in an answer that Markdown would interpret. */
const MARKS = /[\\*[\]]/g;
const unmarked = (value: string) => value.replace(MARKS, '\\$&').replace(/\s+/g, ' ');

/**
 * The object with these texts filled in; in those in Markdown, answers are escaped. The object itself where they name
 * nothing.
 */
function wordedTexts<T extends object>(of: T, plain: (keyof T)[], marked: (keyof T)[], wording: Wording): T {
  const holding = [...plain, ...marked].filter((key) => isText(of[key]) && hasValues(words(of[key])));
  if (holding.length === 0) return of;
  const read = holding.map((key) => {
    const text = worded(of[key] as LocalizedText, wording, marked.includes(key) ? unmarked : undefined);
    return [key, { da: text, en: text }];
  });
  return Object.assign({ ...of }, Object.fromEntries(read) as Partial<T>);
}

function isText(value: unknown): value is LocalizedText {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'da');
}

/** The field with its label, help and text filled in. */
export function wordedField<F extends FieldDef>(field: F, wording: Wording): F {
  return wordedTexts(field, ['label', 'message' as keyof F], ['help', 'text' as keyof F], wording);
}

/** The section with its title and help filled in. */
export function wordedSection(section: Section, wording: Wording): Section {
  return wordedTexts(section, ['title'], ['help'], wording);
}

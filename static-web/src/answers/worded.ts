/** The definition's texts with the answers that they name, as the documents show them. The twin of shared/domain/fields/worded.py. */
import type { FieldDef, Json, LocalizedText, Section } from '../definition';
import { filled, hasValues } from '../form/engine/value-texts';
import { words } from '../texts';
import { show } from './show';

/** The field of a name, and its answer. */
export type Named = (id: string) => { field: FieldDef; answer: Json | undefined } | undefined;

/** What a text may name: the answers beside it, and those of the form. */
export interface Wording {
  beside: Named;
  form: Named;
}

/** What no text may show, whatever it names. */
const GUARDED = new Set(['cpr', 'signature', 'position', 'photo', 'file', 'entity', 'group', 'note']);
const FORM = 'form.';

/** A text with its values; a gap named by its field where there is no answer. `escaped` is done to each value. */
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

/** What Markdown would take for its own, in an answer. */
const MARKS = /[\\*[\]]/g;
const unmarked = (value: string) => value.replace(MARKS, '\\$&').replace(/\s+/g, ' ');

/** The same object with these texts as they read now; in those that are Markdown an answer is none. Itself where nothing is named. */
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

/** The field with its label, help and text. */
export function wordedField<F extends FieldDef>(field: F, wording: Wording): F {
  return wordedTexts(field, ['label', 'message' as keyof F], ['help', 'text' as keyof F], wording);
}

/** The section with its title and help. */
export function wordedSection(section: Section, wording: Wording): Section {
  return wordedTexts(section, ['title'], ['help'], wording);
}

/** The definition's texts at a place of a form under way: with the answers that count there now. */
import { wordedField, wordedSection, type Named } from '../answers/worded';
import type { FieldDef, Json, Section } from '../definition';
import { objectOf } from './engine/json-pointer';
import { trimmed } from './engine/pasted';
import { fieldAt } from './fields';
import type { Form } from './state';

/** In the draft: what is hidden or blank is not answered. */
function inDraft(form: Form, object: string): Named {
  return (id) => {
    const path = `${object}/${id}`;
    const field = fieldAt(form.definition, path)?.field;
    if (!field) return undefined;
    const { isShown, value } = form.at(path);
    return { field, answer: counted(isShown ? value : undefined) };
  };
}

/** As it is sent: trimmed, and absent where nothing is left. */
function counted(answer: Json | undefined): Json | undefined {
  if (typeof answer === 'string') return trimmed(answer) || undefined;
  return Array.isArray(answer) && answer.length === 0 ? undefined : answer;
}

/** The field at a path of the draft, with its texts as they read now. */
export function fieldInWords<F extends FieldDef>(form: Form, field: F, path: string): F {
  return wordedField(field, { beside: inDraft(form, objectOf(path)), form: inDraft(form, '') });
}

/** The section with its texts, which name the form's answers. */
export function sectionInWords(form: Form, section: Section): Section {
  return wordedSection(section, { beside: inDraft(form, ''), form: inDraft(form, '') });
}

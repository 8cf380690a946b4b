/** Fills the present answers into the definition's texts that name them. */
import { wordedField, wordedSection, type Named } from '../answers/worded';
import type { FieldDef, Json, Section } from '../definition';
import { objectOf } from './engine/json-pointer';
import { trimmed } from './engine/pasted';
import { fieldAt } from './fields';
import type { Form } from './state';

/** Looks up answers in the draft, at the object with the path. Hidden and blank answers count as none. */
function inDraft(form: Form, object: string): Named {
  return (id) => {
    const path = `${object}/${id}`;
    const field = fieldAt(form.definition, path)?.field;
    if (!field) return undefined;
    const { isShown, value } = form.at(path);
    return { field, answer: counted(isShown ? value : undefined) };
  };
}

/** The answer as it would be sent: trimmed, and undefined where that leaves nothing. */
function counted(answer: Json | undefined): Json | undefined {
  if (typeof answer === 'string') return trimmed(answer) || undefined;
  return Array.isArray(answer) && answer.length === 0 ? undefined : answer;
}

/** The field at a path of the draft, with the answers filled into its texts. */
export function fieldInWords<F extends FieldDef>(form: Form, field: F, path: string): F {
  return wordedField(field, { beside: inDraft(form, objectOf(path)), form: inDraft(form, '') });
}

/** The section with the answers filled into its texts. */
export function sectionInWords(form: Form, section: Section): Section {
  return wordedSection(section, { beside: inDraft(form, ''), form: inDraft(form, '') });
}

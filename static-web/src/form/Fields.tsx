/** Draws the fields of one object that are shown, each by its control. */
import type { ComponentType } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import type { FieldDef, Json } from '../definition';
import { fieldFault, t, words } from '../texts';
import { useForm, type ControlProps } from './context';
import { CONTROLS } from './controls';
import { CprNotice } from './CprNotice';
import { isGuarded } from './engine/cpr-guard';
import type { ShownFault } from './state';
import { NotSavedHere } from './store-notes';
import { fieldInWords } from './wording';

export function Fields({ fields, path }: { fields: readonly FieldDef[]; path: string }) {
  return (
    <>
      {/* Keyed by path: what a field follows is bound to it, and an item's number changes when one before it goes. */}
      {fields.map((field) => (
        <FieldView key={`${path}/${field.id}`} field={field} path={`${path}/${field.id}`} beside={fields} />
      ))}
    </>
  );
}

/** One field. Drawn again only when its own answer, relevance or fault changes, or an answer that its texts name. */
function FieldView({ field: definition, path, beside }: Pick<ControlProps<FieldDef>, 'field' | 'path' | 'beside'>) {
  const { form, saving } = useForm();
  const { isShown, needed, value, offered, fault, isFromLast, isTouched } = form.at(path);
  const field = fieldInWords(form, definition, path);
  // Drawn with the options that fit the other answers.
  const drawn = useMemo(() => (offered ? ({ ...field, options: offered } as FieldDef) : field), [field, offered]);
  const onChange = useCallback((next: Json | undefined) => form.set(path, next), [form, path]);
  // Why the phone cannot save what was just written in this field.
  const saveState = isTouched ? saving?.state.value : undefined;
  const notSaved = saveState?.state === 'not-kept' && saveState.why;
  if (!isShown && field.control !== 'warning') return null;
  // `CONTROLS` has, for each control, the component for its fields.
  const Control = CONTROLS[field.control] as ComponentType<ControlProps<FieldDef>>;
  return (
    <>
      <Control
        {...{ path, beside, value, needed, isFromLast, onChange }}
        field={drawn}
        fault={fault && faultAtField(fault, field)}
      />
      {offered?.length === 0 && <p class="form-hint">{t('form.options.not-yet')}</p>}
      {notSaved && <NotSavedHere why={notSaved} />}
      {isGuarded(field) && <CprNotice {...{ field, path, onChange }} />}
    </>
  );
}

/** The fault in words for a place where the field is not visible: what to do, and where. */
export function faultInWords(fault: ShownFault, field: FieldDef): string {
  const { code, limit, message } = fault;
  if (message) return message;
  if (code === 'required') return requiredText(field);
  // A label that is a question reads badly before a colon.
  return fieldFault(code, words(field.label).replace(/\?$/, ''), limit ?? undefined);
}

/** The fault in words, to stand at the field below its label. */
function faultAtField(fault: ShownFault, field: FieldDef): string {
  if (fault.message || fault.code === 'required') return faultInWords(fault, field);
  const text = fieldFault(fault.code, '', fault.limit ?? undefined).replace(/^[:\s]+/, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `Choose the contact form`: what to do, by how the field is answered. */
function requiredText({ control, label }: FieldDef): string {
  const name = words(label);
  if (name.endsWith('?')) return t('form.required.answer', { label: name });
  const isWord = name.slice(1) === name.slice(1).toLowerCase() || /^\S\p{Ll}/u.test(name);
  const inSentence = isWord ? name.charAt(0).toLowerCase() + name.slice(1) : name;
  return t(`form.required.${WAYS[control] ?? 'write'}`, { label: inSentence });
}

const WAYS: Partial<Record<FieldDef['control'], 'choose' | 'add' | 'answer'>> = {
  radio: 'choose',
  select: 'choose',
  search: 'choose',
  checkboxes: 'choose',
  entity: 'choose',
  'p-number': 'choose',
  date: 'choose',
  'date-time': 'choose',
  time: 'choose',
  position: 'add',
  signature: 'add',
  group: 'add',
  photo: 'add',
  file: 'add',
  'yes-no': 'answer',
};

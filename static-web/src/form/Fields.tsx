/** The fields of one object, each drawn by its control, as far as its condition holds. */
import { useComputed } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useCallback } from 'preact/hooks';
import type { FieldDef, Json } from '../definition';
import type { WhyNotKept } from '../drafts';
import { fieldFault, words } from '../texts';
import { useForm, type ControlProps } from './context';
import { CONTROLS } from './controls';
import { CprNotice } from './CprNotice';
import { isGuarded } from './engine/cpr-guard';
import { valueAt } from './engine/json-pointer';
import type { ShownFault } from './state';
import { NotKeptHere } from './store-notes';

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

/** Drawn anew only when its own answer, relevance or fault changes. */
function FieldView({ field, path, beside }: Pick<ControlProps<FieldDef>, 'field' | 'path' | 'beside'>) {
  const formSession = useForm();
  const { form } = formSession;
  const isShown = useComputed(() => form.relevant.value.shown.has(path)).value;
  const needed = useComputed(() => form.relevant.value.needed.has(path)).value;
  const value = useComputed(() => form.relevant.value.calculated.get(path) ?? valueAt(form.answers.value, path)).value;
  const fault = useComputed(() => form.shownFaults.value.get(path)).value;
  const onChange = useCallback((next: Json | undefined) => form.set(path, next), [form, path]);
  const notKept = useComputed(() => notKeptAt(formSession, path)).value;
  if (!isShown) return null;
  // The catalogue has for each control the component that takes its fields.
  const Control = CONTROLS[field.control] as ComponentType<ControlProps<FieldDef>>;
  return (
    <>
      <Control {...{ field, path, beside, value, needed, onChange }} fault={fault && said(fault, field)} />
      {notKept && <NotKeptHere why={notKept} />}
      {isGuarded(field) && <CprNotice {...{ field, path, onChange }} />}
    </>
  );
}

/** Why the phone does not keep what was just written in this field. */
function notKeptAt({ form, saving }: ReturnType<typeof useForm>, path: string): WhyNotKept | undefined {
  const kept = form.touched.value === path ? saving?.kept.value : undefined;
  return kept?.state === 'not-kept' ? kept.why : undefined;
}

export function said(fault: ShownFault, field: FieldDef): string {
  // A label that asks reads badly before a colon.
  const label = words(field.label).replace(/\?$/, '');
  return fault.message ?? fieldFault(fault.code, label, fault.limit ?? undefined);
}

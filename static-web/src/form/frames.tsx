/** The frame of every control: its label or legend, its help, and its fault. */
import type { ComponentChildren } from 'preact';
import { t, words } from '../texts';
import { elementId, type ControlProps } from './context';
import type { FieldDef } from '../definition';
import { FromLastVisit } from './remembered';
import { isMarkedBlock, Marked } from './marked';

type Frame = Pick<ControlProps<FieldDef>, 'field' | 'path' | 'needed' | 'fault' | 'isFromLast'> & {
  class?: string;
  children: ComponentChildren;
};

/** A label over one box. The box takes `boxProps`. */
export function Labelled({ field, path, needed, fault, isFromLast, class: extra = '', children }: Frame) {
  const id = elementId(path);
  return (
    <div class={`form-group ${fault ? 'form-error' : ''} ${extra}`}>
      <label class="form-label" for={id}>
        {words(field.label)}
        {!needed && <Optional />}
      </label>
      <HelpAndFault {...{ field, id, fault }} isFromLast={isFromLast ?? false} />
      {children}
      {field.remember === 'unit' && <FromLastVisit field={field} path={path} />}
    </div>
  );
}

/** A legend over several boxes. */
export function Grouped({ field, path, needed, fault, isFromLast, class: extra = '', children }: Frame) {
  const id = elementId(path);
  return (
    <div class={`form-group ${fault ? 'form-error' : ''} ${extra}`}>
      <fieldset {...describedBy(field, id, fault, ...lastIds(id, isFromLast))}>
        <legend class="form-label">
          {words(field.label)}
          {!needed && <Optional />}
        </legend>
        <HelpAndFault {...{ field, id, fault }} isFromLast={isFromLast ?? false} />
        {field.remember === 'unit' && <FromLastVisit field={field} path={path} />}
        {children}
      </fieldset>
    </div>
  );
}

function Optional() {
  return <span class="weight-normal"> {t('form.optional')}</span>;
}

function Hint({ id, text }: { id: string; text: string }) {
  const Tag = isMarkedBlock(text) ? 'div' : 'span';
  return (
    <Tag class="form-hint" id={id}>
      <Marked text={text} />
    </Tag>
  );
}

interface HelpProps {
  field: FieldDef;
  id: string;
  fault: string | undefined;
  isFromLast?: boolean;
}

export function HelpAndFault({ field, id, fault, isFromLast = false }: HelpProps) {
  return (
    <>
      {isFromLast && (
        <span class="form-hint" id={`${id}-last`}>
          {t('form.from-last')}
        </span>
      )}
      {field.help && <Hint id={`${id}-hint`} text={words(field.help)} />}
      {fault && (
        <span class="form-error-message" id={`${id}-error`}>
          <span class="sr-only">{t('form.fault')} </span>
          {fault}
        </span>
      )}
    </>
  );
}

/** The ids of the elements that describe the field; `more` are the control's own. */
export function describedBy(field: FieldDef, id: string, fault: string | undefined, ...more: string[]) {
  const ids = [...(field.help ? [`${id}-hint`] : []), ...(fault ? [`${id}-error`] : []), ...more];
  return ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {};
}

/** The id of the hint that the answer is from the last registration. */
const lastIds = (id: string, isFromLast: boolean | undefined) => (isFromLast ? [`${id}-last`] : []);

/** The properties of every box. Answers are about other people, so the browser must not suggest the user's own data. */
export function boxProps({ field, path, fault, needed, isFromLast }: Omit<Frame, 'children'>, ...describing: string[]) {
  const id = elementId(path);
  return {
    id,
    name: id,
    autocomplete: 'off',
    ...(needed ? { 'aria-required': true } : {}),
    ...(fault ? { 'aria-invalid': true } : {}),
    ...describedBy(field, id, fault, ...lastIds(id, isFromLast), ...describing),
  };
}

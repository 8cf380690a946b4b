import type { WarningField } from '../../definition';
import { Alert } from '../../frame/Alert';
import { t, words } from '../../texts';
import { elementId, useForm, type ControlProps } from '../context';
import { OptionBox } from './options';

/** A warning about an unusual answer. The person can confirm the answer with a check mark, which is sent. */
export function Warning({ field, path, value, fault, onChange }: ControlProps<WarningField>) {
  const { form } = useForm();
  const isShown = form.at(path).isShown;
  const id = elementId(path);
  const isOverruled = value === true;
  return (
    // The element must be in the page before it has a text, or screen readers do not announce the text.
    <div role="status" class={`soft-warning ${fault ? 'form-error' : ''}`}>
      {isShown && (
        <Alert tone="warning">
          <p id={`${id}-message`}>{words(field.message)}</p>
          {fault && !isOverruled && (
            <p class="form-error-message" id={`${id}-error`}>
              {t('form.warning.needed')}
            </p>
          )}
          <OptionBox
            type="checkbox"
            id={id}
            name={id}
            checked={isOverruled}
            invalid={fault !== undefined}
            describedBy={fault ? `${id}-message ${id}-error` : `${id}-message`}
            onChoose={() => onChange(isOverruled ? undefined : true)}
          >
            {t('form.warning.overrule')}
          </OptionBox>
        </Alert>
      )}
    </div>
  );
}

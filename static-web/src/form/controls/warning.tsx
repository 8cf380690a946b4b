import type { WarningField } from '../../definition';
import { Alert } from '../../frame/Alert';
import { t, words } from '../../texts';
import { elementId, useForm, type ControlProps } from '../context';
import { OptionBox } from './options';

/** What seldom holds of a right answer: told below it, and overruled with a tick that is sent. */
export function Warning({ field, path, value, fault, onChange }: ControlProps<WarningField>) {
  const { form } = useForm();
  const isShown = form.at(path).isShown;
  const id = elementId(path);
  const isOverruled = value === true;
  return (
    // There before it says anything, so that what comes is read aloud.
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

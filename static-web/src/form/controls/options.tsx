/** The radio buttons or check boxes of a choice. */
import type { ComponentChildren } from 'preact';
import { t } from '../../texts';

interface Props {
  type: 'radio' | 'checkbox';
  id: string;
  name: string;
  checked: boolean;
  invalid: boolean;
  describedBy?: string;
  onChoose: () => void;
  children: ComponentChildren;
}

export function OptionBox({ type, id, name, checked, invalid, describedBy, onChoose, children }: Props) {
  return (
    <div class={`form-group-${type}`}>
      <input
        id={id}
        name={name}
        class={`form-${type}`}
        type={type}
        checked={checked}
        onChange={onChoose}
        {...(invalid ? { 'aria-invalid': true } : {})}
        {...(describedBy ? { 'aria-describedby': describedBy } : {})}
      />
      <label class="form-label" for={id}>
        {children}
      </label>
    </div>
  );
}

/** A button that clears the choice, since a radio button cannot be unchecked. */
export function Clear({ onClear }: { onClear: () => void }) {
  return (
    <button type="button" class="function-link" onClick={onClear}>
      {t('form.choice.clear')}
    </button>
  );
}

/** The id of an option's input. The first has the field's own id, so that a link to the field leads to it. */
export function optionId(base: string, index: number): string {
  return index === 0 ? base : `${base}-${index + 1}`;
}

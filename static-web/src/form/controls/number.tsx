import { useState } from 'preact/hooks';
import type { NumberField } from '../../definition';
import { words } from '../../texts';
import type { ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { numberFrom, numberText } from '../numbers';

/** A text box, not `type=number`: that one refuses the Danish comma, scrolls its value away and hides what it can't read. */
export function NumberBox(props: ControlProps<NumberField>) {
  const { field, value, onChange } = props;
  const [typed, setTyped] = useState(numberText(value));
  // While typing the box shows what was typed ("1,"); when the answer changes from elsewhere, the answer.
  const shown = numberFrom(typed) === value || (typed === '' && value === undefined) ? typed : numberText(value);
  const input = (
    <input
      {...boxProps(props)}
      class="form-input form-input-number"
      type="text"
      inputMode={field.decimals > 0 ? 'decimal' : field.minimum < 0 ? 'text' : 'numeric'}
      enterKeyHint="next"
      value={shown}
      onInput={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(currentTarget.value.trim() === '' ? undefined : numberFrom(currentTarget.value));
      }}
      onBlur={() => setTyped(numberText(value))}
    />
  );
  if (!field.unit) return <Labelled {...props}>{input}</Labelled>;
  return (
    <Labelled {...props}>
      <div class="form-input-wrapper form-input-wrapper--suffix">
        {input}
        <div class="form-input-suffix">{words(field.unit)}</div>
      </div>
    </Labelled>
  );
}

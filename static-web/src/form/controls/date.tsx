import type { DateField } from '../../definition';
import type { ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';

export function DateBox(props: ControlProps<DateField>) {
  const { value, onChange } = props;
  return (
    <Labelled {...props}>
      <input
        {...boxProps(props)}
        class="form-input form-input-date"
        type="date"
        max="9999-12-31"
        value={typeof value === 'string' ? value : ''}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
    </Labelled>
  );
}

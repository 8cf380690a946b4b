import type { TimeField } from '../../definition';
import type { ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { asText } from './typed';

export function TimeBox(props: ControlProps<TimeField>) {
  return (
    <Labelled {...props}>
      <input
        {...boxProps(props)}
        class="form-input form-input-time"
        type="time"
        value={asText(props.value)}
        // Browsers that show seconds give them too.
        onInput={({ currentTarget }) => props.onChange(currentTarget.value.slice(0, 5) || undefined)}
      />
    </Labelled>
  );
}

import type { DateField } from '../../definition';
import { OUTERMOST } from '../engine/calendar';
import type { ControlProps } from '../context';
import { DayChips } from './day-chips';
import { boxProps, Labelled } from '../frames';

export function DateBox(props: ControlProps<DateField>) {
  const { field, value, onChange } = props;
  return (
    <Labelled {...props}>
      <input
        {...boxProps(props)}
        class="form-input form-input-date"
        type="date"
        // The browser's calendar knows only fixed bounds; a calculated one is validated.
        min={typeof field.earliest === 'string' ? field.earliest : OUTERMOST.earliest}
        max={typeof field.latest === 'string' ? field.latest : OUTERMOST.latest}
        value={typeof value === 'string' ? value : ''}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
      <DayChips {...props} />
    </Labelled>
  );
}

import type { DateTimeField } from '../../definition';
import { t } from '../../texts';
import { OUTERMOST } from '../calendar';
import { type ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { localFrom, momentFrom, thisMinute } from '../moments';

export function DateTimeBox(props: ControlProps<DateTimeField>) {
  const { field, value, onChange } = props;
  return (
    <Labelled {...props}>
      <div class="box-with-button">
        <input
          {...boxProps(props)}
          class="form-input form-input-date-time"
          type="datetime-local"
          min={`${typeof field.earliest === 'string' ? field.earliest : OUTERMOST.earliest}T00:00`}
          max={`${typeof field.latest === 'string' ? field.latest : OUTERMOST.latest}T23:59`}
          value={typeof value === 'string' ? localFrom(value) : ''}
          onInput={({ currentTarget }) => onChange(currentTarget.value ? momentFrom(currentTarget.value) : undefined)}
        />
        <button type="button" class="button button-secondary" onClick={() => onChange(thisMinute())}>
          {t('form.now')}
        </button>
      </div>
    </Labelled>
  );
}

import type { DateTimeField } from '../../definition';
import { t } from '../../texts';
import { type ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { localFrom, momentFrom, thisMinute } from '../moments';

export function DateTimeBox(props: ControlProps<DateTimeField>) {
  const { value, onChange } = props;
  return (
    <Labelled {...props}>
      <div class="box-with-button">
        <input
          {...boxProps(props)}
          class="form-input form-input-date-time"
          type="datetime-local"
          max="9999-12-31T23:59"
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

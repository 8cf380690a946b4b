import { timeNow } from '../../clock';
import type { TimeField } from '../../definition';
import type { ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { localFrom, thisMinute } from '../engine/moments';
import { t } from '../../texts';
import { asText } from './typed';

const clockNow = () => localFrom(thisMinute(timeNow())).slice('YYYY-MM-DDT'.length);

export function TimeBox(props: ControlProps<TimeField>) {
  return (
    <Labelled {...props}>
      <div class="box-with-button">
        <input
          {...boxProps(props)}
          class="form-input form-input-time"
          type="time"
          value={asText(props.value)}
          // Browsers that show seconds give them too.
          onInput={({ currentTarget }) => props.onChange(currentTarget.value.slice(0, 5) || undefined)}
        />
        <button type="button" class="button button-secondary" onClick={() => props.onChange(clockNow())}>
          {t('form.now')}
        </button>
      </div>
    </Labelled>
  );
}

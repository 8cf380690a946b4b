import { useState } from 'preact/hooks';
import { isClockWrong, timeNow } from '../../clock';
import type { DateTimeField } from '../../definition';
import { later } from '../../frame/later';
import { momentInWords, zoneInWords } from '../../answers/time-format';
import { t } from '../../texts';
import { OUTERMOST } from '../engine/calendar';
import { elementId, useForm, type ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { isElsewhere, localFrom, momentFrom, thisMinute } from '../engine/moments';

const { Page: RightMoment } = later(() => import('../clock-note').then((module) => module.RightMoment), true);

export function DateTimeBox(props: ControlProps<DateTimeField>) {
  const { field, value, onChange } = props;
  const { registration } = useForm();
  const [clockTime, setClockTime] = useState<string>();
  const now = () => {
    const moment = thisMinute(timeNow());
    setClockTime(isClockWrong.peek() ? undefined : moment);
    onChange(moment);
  };
  const noteId = `${elementId(props.path)}-zone`;
  // The documents show all times in Danish time, so a phone in another time zone shows that too.
  const isOther = typeof value === 'string' && isElsewhere(value);
  const note = isOther ? t('form.zone.other', { zone: zoneInWords(value), moment: momentInWords(value) }) : undefined;
  return (
    <Labelled {...props}>
      {note && (
        <p class="form-hint" id={noteId}>
          {note}
        </p>
      )}
      <div class="box-with-button">
        <input
          {...boxProps(props, ...(note ? [noteId] : []))}
          class="form-input form-input-date-time"
          type="datetime-local"
          min={`${typeof field.earliest === 'string' ? field.earliest : OUTERMOST.earliest}T00:00`}
          max={`${typeof field.latest === 'string' ? field.latest : OUTERMOST.latest}T23:59`}
          value={typeof value === 'string' ? localFrom(value) : ''}
          onInput={({ currentTarget }) => onChange(currentTarget.value ? momentFrom(currentTarget.value) : undefined)}
        />
        <button type="button" class="button button-secondary" onClick={now}>
          {t('form.now')}
        </button>
      </div>
      {isClockWrong.value && typeof value === 'string' && (
        <RightMoment {...{ path: props.path, value, registration, clockTime, onChange }} />
      )}
    </Labelled>
  );
}

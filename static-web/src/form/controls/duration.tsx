import { useState } from 'preact/hooks';
import type { DurationField, Json } from '../../definition';
import { t } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { Grouped } from '../frames';
import { durationIn, minutesOf } from '../engine/durations';
import { withoutMarks } from '../engine/pasted';

interface Parts {
  hours: string;
  minutes: string;
}

const BOXES = [
  ['hours', 'form.duration.hours'],
  ['minutes', 'form.duration.minutes'],
] as const;

/** Two boxes, for hours and minutes. 90 minutes are accepted, and become 1 hour and 30 minutes when the person leaves the boxes. */
export function Duration(props: ControlProps<DurationField>) {
  const { value, fault, path, onChange } = props;
  const [typed, setTyped] = useState(partsOf(value));
  const shown = minutesFrom(typed) === value ? typed : partsOf(value);
  const id = elementId(path);
  const enter = (part: keyof Parts, text: string) => {
    const next = { ...shown, [part]: text };
    setTyped(next);
    onChange(minutesFrom(next));
  };
  return (
    <Grouped {...props} class="duration">
      <div class="duration-boxes" onFocusOut={() => setTyped(partsOf(value))}>
        {BOXES.map(([part, key]) => (
          <div class="duration-box" key={part}>
            <input
              id={part === 'hours' ? id : `${id}-${part}`}
              name={`${id}-${part}`}
              class="form-input"
              type="text"
              inputMode="numeric"
              autocomplete="off"
              enterKeyHint="next"
              {...(fault ? { 'aria-invalid': true } : {})}
              value={shown[part]}
              onInput={({ currentTarget }) => enter(part, currentTarget.value)}
            />
            <label for={part === 'hours' ? id : `${id}-${part}`}>{t(key)}</label>
          </div>
        ))}
      </div>
    </Grouped>
  );
}

/**
 * The answer in minutes. Each box also accepts a whole duration, such as `1:30` or `1 t. 30 min.`, and the box for hours decimals. Texts
 * that are no numbers are returned as typed, joined by a colon, so that nothing is lost.
 */
export function minutesFrom({ hours, minutes }: Parts): Json | undefined {
  const [h, m] = [withoutMarks(hours), withoutMarks(minutes)];
  if (h === '' && m === '') return undefined;
  if (/^[0-9]{0,6}$/.test(h) && /^[0-9]{0,6}$/.test(m)) return Number(h) * 60 + Number(m);
  const whole = h === '' || m === '' ? durationIn(h + m) : undefined;
  return whole ?? (m === '' ? minutesOf(h) : undefined) ?? `${hours}:${minutes}`;
}

function partsOf(value: Json | undefined): Parts {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) {
    const [hours, minutes] = [Math.floor(value / 60), value % 60];
    return { hours: hours > 0 ? String(hours) : '', minutes: minutes > 0 || hours === 0 ? String(minutes) : '' };
  }
  const [hours = '', minutes = ''] = typeof value === 'string' ? value.split(':') : [];
  return { hours, minutes };
}

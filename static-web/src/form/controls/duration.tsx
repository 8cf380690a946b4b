import { useState } from 'preact/hooks';
import type { DurationField, Json } from '../../definition';
import { t } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { Grouped } from '../frames';
import { withoutMarks } from '../engine/pasted';

interface Parts {
  hours: string;
  minutes: string;
}

const BOXES = [
  ['hours', 'form.duration.hours'],
  ['minutes', 'form.duration.minutes'],
] as const;

/** Hours and minutes; whoever writes 90 minutes is understood, and shown 1 hour and 30 when they go on. */
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

/** A number of minutes; `hours:minutes` as they were typed when they are no numbers, so that nothing is lost. */
export function minutesFrom({ hours, minutes }: Parts): Json | undefined {
  const [h, m] = [withoutMarks(hours), withoutMarks(minutes)];
  if (h === '' && m === '') return undefined;
  // As a clock shows it, in either box.
  const [, before, after] = /^([0-9]{1,4}):([0-5][0-9])$/.exec(h + m) ?? [];
  if (before && (h === '' || m === '')) return Number(before) * 60 + Number(after);
  const half = /^[0-9]+,5$/.test(h) && m === '';
  if (half) return Number(h.slice(0, -2)) * 60 + 30;
  return /^[0-9]{0,6}$/.test(h) && /^[0-9]{0,6}$/.test(m) ? Number(h) * 60 + Number(m) : `${hours}:${minutes}`;
}

function partsOf(value: Json | undefined): Parts {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) {
    const [hours, minutes] = [Math.floor(value / 60), value % 60];
    return { hours: hours > 0 ? String(hours) : '', minutes: minutes > 0 || hours === 0 ? String(minutes) : '' };
  }
  const [hours = '', minutes = ''] = typeof value === 'string' ? value.split(':') : [];
  return { hours, minutes };
}

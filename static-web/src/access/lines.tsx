/** The single-line fields of the access list's forms. */
import type { ComponentChildren } from 'preact';

interface Props {
  id: string;
  label: string;
  value: string;
  onInput: (text: string) => void;
}

export function TextLine({ maxLength, ...field }: Props & { maxLength: number }) {
  const { id, value, onInput } = field;
  return (
    <Labelled {...field}>
      <input
        id={id}
        class="form-input"
        autocomplete="off"
        maxLength={maxLength}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Labelled>
  );
}

export function DayLine(field: Props) {
  const { id, value, onInput } = field;
  return (
    <Labelled {...field}>
      <input
        id={id}
        class="form-input"
        type="date"
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Labelled>
  );
}

function Labelled({ id, label, children }: Props & { children: ComponentChildren }) {
  return (
    <div class="form-group">
      <label class="form-label" for={id}>
        {label}
      </label>
      {children}
    </div>
  );
}

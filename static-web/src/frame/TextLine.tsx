/** A labelled box for one line of text. */
import { useId } from 'preact/hooks';

interface Props {
  label: string;
  maxLength: number;
  value: string;
  onInput: (text: string) => void;
  id?: string;
}

export function TextLine({ label, maxLength, value, onInput, id: givenId }: Props) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <>
      <label class="form-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="form-input"
        autocomplete="off"
        maxLength={maxLength}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </>
  );
}

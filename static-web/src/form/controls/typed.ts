/** A box whose answer differs from the text in it. */
import { useState } from 'preact/hooks';
import type { Json } from '../../definition';
import { trimmed } from '../engine/pasted';

interface Reading {
  /** The answer in a text; the text itself when it is none, so that nothing typed is lost. */
  from: (text: string) => Json;
  /** The text of an answer. */
  text: (answer: Json | undefined) => string;
}

/** While the person types, the box shows what is typed ("1,"); when the answer changes from elsewhere, the answer. */
export function useTyped(
  value: Json | undefined,
  onChange: (value: Json | undefined) => void,
  { from, text }: Reading,
) {
  const [typed, setTyped] = useState(text(value));
  const read = (entered: string) => (trimmed(entered) === '' ? undefined : from(entered));
  const shown = read(typed) === value ? typed : text(value);
  return {
    value: shown,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
      setTyped(currentTarget.value);
      onChange(read(currentTarget.value));
    },
    onBlur: () => setTyped(text(value)),
  };
}

/** A text unchanged, nothing for anything else. */
export function asText(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A box whose answer is not the text in it. */
import { useState } from 'preact/hooks';
import type { Json } from '../../definition';
import { trimmed } from '../engine/pasted';

interface Reading {
  /** The answer that a text says; the text itself when it says none, so that nothing typed is lost. */
  from: (text: string) => Json;
  /** How an answer stands in the box. */
  text: (answer: Json | undefined) => string;
}

/** While it is typed the box shows what was typed ("1,"); when the answer changes from elsewhere, the answer. */
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

/** A text as it is, nothing for anything else. */
export function asText(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

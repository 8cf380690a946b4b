/** The state of a box whose answer differs from the text in it, such as a number. */
import { useState } from 'preact/hooks';
import type { Json } from '../../definition';
import { trimmed } from '../engine/pasted';

interface Reading {
  /** Reads the answer from a text; returns the text itself where it is none, so that nothing typed is lost. */
  from: (text: string) => Json;
  /** Formats an answer as the box's text. */
  text: (answer: Json | undefined) => string;
}

/** The box shows the typed text ("1,") while the person types, and the formatted answer when it changes by other means. */
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

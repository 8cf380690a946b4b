import type { Json, PhoneField } from '../../definition';
import { phoneInWords } from '../../answers/figures';
import type { ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { asText, useTyped } from './typed';

export function Phone(props: ControlProps<PhoneField>) {
  const typing = useTyped(props.value, props.onChange, { from: phoneFrom, text: phoneText });
  return (
    <Labelled {...props}>
      <input {...boxProps(props)} {...typing} class="form-input" type="tel" inputMode="tel" enterKeyHint="next" />
    </Labelled>
  );
}

/** `+4512345678` from eight digits however they are spaced; other countries with `+` or `00`; else the text itself. */
export function phoneFrom(text: string): string {
  const plain = text.replace(/[\s\u00a0()./-]/g, '');
  if (/^[0-9]{8}$/.test(plain)) return `+45${plain}`;
  if (/^00[0-9]+$/.test(plain)) return `+${plain.slice(2)}`;
  return /^\+[0-9]+$/.test(plain) ? plain : text;
}

function phoneText(answer: Json | undefined): string {
  const number = asText(answer);
  return /^\+45[0-9]{8}$/.test(number) ? phoneInWords(number) : number;
}

import type { Json, PhoneField } from '../../definition';
import { phoneInWords } from '../../answers/number-format';
import type { ControlProps } from '../context';
import { TRUNK } from '../engine/formats';
import { boxProps, Labelled } from '../frames';
import { withoutMarks } from '../engine/pasted';
import { asText, useTyped } from './typed';

export function Phone(props: ControlProps<PhoneField>) {
  const typing = useTyped(props.value, props.onChange, { from: phoneFrom, text: phoneText });
  return (
    <Labelled {...props}>
      <input {...boxProps(props)} {...typing} class="form-input" type="tel" inputMode="tel" enterKeyHint="next" />
    </Labelled>
  );
}

/** `+4512345678` of `12 34 56 78`, `45 12345678` or `tel:…`; a foreign number needs `+` or `00`; any other text unchanged. */
export function phoneFrom(text: string): string {
  const written = withoutMarks(text).replace(/^(tel|tlf|telefon|mobil|phone)[.:]*\s*/i, '');
  const isAbroad = /^\(?(\+|00)/.test(written);
  const plain = (isAbroad ? written.replace(/\(\s*0\s*\)/g, '') : written).replace(/[\s()./\u2010-\u2015\u2212-]/g, '');
  if (/^[0-9]{8}$/.test(plain)) return `+45${plain}`;
  if (/^45[0-9]{8}$/.test(plain)) return `+${plain}`;
  const abroad = plain.replace(/^00/, '+');
  // Remove the leading 0 of the national number, which is not dialled from abroad.
  if (/^\+[0-9]+$/.test(abroad)) return abroad.replace(TRUNK, (prefix) => prefix.slice(0, -1));
  return text;
}

function phoneText(answer: Json | undefined): string {
  const number = asText(answer);
  return /^\+45[0-9]{8}$/.test(number) ? phoneInWords(number) : number;
}

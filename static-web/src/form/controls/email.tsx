import type { EmailField } from '../../definition';
import type { ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { withoutMarks } from '../engine/pasted';
import { asText, useTyped } from './typed';

export function Email(props: ControlProps<EmailField>) {
  const typing = useTyped(props.value, props.onChange, { from: emailFrom, text: asText });
  return (
    <Labelled {...props}>
      <input
        {...boxProps(props)}
        class="form-input form-input-wide"
        // Not `email`: such a box has no value while the address is incomplete, and removes spaces.
        type="text"
        inputMode="email"
        autocapitalize="none"
        spellcheck={false}
        enterKeyHint="next"
        {...typing}
      />
    </Labelled>
  );
}

/** The address of `mailto:navn@firma.dk`, or of `Navn <navn@firma.dk>` as mail programs copy it. */
export function emailFrom(text: string): string {
  const wrapped = /^.*<([^<>]*)>$/.exec(withoutMarks(text))?.[1] ?? withoutMarks(text);
  const link = /^mailto:([^?]*)(\?.*)?$/is.exec(wrapped.trim())?.[1] ?? wrapped;
  return link.trim().normalize('NFC');
}

import type { UrlField } from '../../definition';
import type { ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { withoutMarks } from '../engine/pasted';
import { asText, useTyped } from './typed';

export function Url(props: ControlProps<UrlField>) {
  const typing = useTyped(props.value, props.onChange, { from: urlFrom, text: asText });
  return (
    <Labelled {...props}>
      <input
        {...boxProps(props)}
        {...typing}
        class="form-input form-input-wide"
        // Not `url`: browsers validate such a box themselves, by another rule.
        type="text"
        inputMode="url"
        autocapitalize="none"
        spellcheck={false}
        enterKeyHint="next"
      />
    </Labelled>
  );
}

/** The address with `https://` in front where it was left out, as in `www.firma.dk`. */
export function urlFrom(text: string): string {
  const plain = withoutMarks(text).normalize('NFC');
  const beginning = /^https?:\/\//i.exec(plain)?.[0];
  if (beginning) return beginning.toLowerCase() + plain.slice(beginning.length);
  return plain.includes('.') && !/^[a-z]*:/i.test(plain) ? `https://${plain}` : plain;
}

import type { EmailField } from '../../definition';
import type { ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { asText } from './typed';

export function Email(props: ControlProps<EmailField>) {
  return (
    <Labelled {...props}>
      <input
        {...boxProps(props)}
        class="form-input form-input-wide"
        // Not `email`: that box gives out nothing while the address is half typed, and cuts spaces away behind our back.
        type="text"
        inputMode="email"
        autocapitalize="none"
        spellcheck={false}
        enterKeyHint="next"
        value={asText(props.value)}
        onInput={({ currentTarget }) => props.onChange(currentTarget.value || undefined)}
        onBlur={({ currentTarget }) => props.onChange(currentTarget.value.trim() || undefined)}
      />
    </Labelled>
  );
}

import { language, words } from '../../texts';
import type { TextField } from '../../definition';
import type { ControlProps } from '../context';
import { elementId } from '../context';
import { boxProps, Labelled } from '../frames';

const WIDE_FROM = 60;

export function Text(props: ControlProps<TextField>) {
  const { field, value, onChange } = props;
  if (field.autofill) return <Autofilled {...props} />;
  const { inputMode } = field;
  return (
    <Labelled {...props}>
      <input
        {...boxProps(props)}
        class={`form-input ${field.maxLength > WIDE_FROM ? 'form-input-wide' : ''}`}
        // Preact's types require a literal; the three values are boxes of the same kind.
        type={inputMode as 'text'}
        inputMode={inputMode}
        enterKeyHint="next"
        value={typeof value === 'string' ? value : ''}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
        {...(inputMode === 'text' ? { lang: language.value } : { autocapitalize: 'none', spellcheck: false })}
      />
    </Labelled>
  );
}

/** A read-only text that the register fills in; hidden before that. It shows the server's faults too. */
function Autofilled({ field, path, value, fault }: ControlProps<TextField>) {
  const id = elementId(path);
  if (typeof value !== 'string' && !fault) return null;
  return (
    <div class={`form-group autofilled ${fault ? 'form-error' : ''}`} id={id} tabIndex={-1}>
      <span class="form-label" id={`${id}-label`}>
        {words(field.label)}
      </span>
      {fault && <span class="form-error-message">{fault}</span>}
      <span class="autofilled-value">{value}</span>
    </div>
  );
}

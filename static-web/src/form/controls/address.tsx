import type { AddressField, AddressPart, Answers, Json } from '../../definition';
import { fieldFault, words } from '../../texts';
import { elementId, useForm, type ControlProps } from '../context';
import { Grouped } from '../frames';
import { trimmed, withoutMarks } from '../engine/pasted';

const PARTS: readonly AddressPart[] = ['street', 'postcode', 'town'];

export function Address(props: ControlProps<AddressField>) {
  const { value, onChange } = props;
  const parts = isParts(value) ? value : {};
  const enter = (part: AddressPart, text: string) => {
    const { [part]: _old, ...otherParts } = parts;
    const next = text === '' ? otherParts : { ...otherParts, [part]: text };
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <Grouped {...props} class="address-field">
      <div class="address-parts">
        {PARTS.map((part) => (
          <Part key={part} {...props} part={part} value={parts[part]} onEnter={(text) => enter(part, text)} />
        ))}
      </div>
    </Grouped>
  );
}

interface PartProps extends ControlProps<AddressField> {
  part: AddressPart;
  onEnter: (text: string) => void;
}

function Part({ field, path, fault: whole, needed, part, value, onEnter }: PartProps) {
  const { form } = useForm();
  const partPath = `${path}/${part}`;
  // Where the whole is missing each part is.
  const partFault = form.shownFaults.value.get(partPath);
  const label = words(field.parts[part]);
  const fault = partFault && (partFault.message ?? fieldFault(partFault.code, label, partFault.limit ?? undefined));
  const id = elementId(partPath);
  const text = typeof value === 'string' ? value : '';
  const isPostcode = part === 'postcode';
  return (
    <div class={`form-group address-part address-${part} ${fault ? 'form-error' : ''}`}>
      <label class="form-label" for={id}>
        {label}
      </label>
      {fault && (
        <span class="form-error-message" id={`${id}-error`}>
          {fault}
        </span>
      )}
      <input
        id={id}
        name={id}
        class="form-input"
        type="text"
        autocomplete="off"
        inputMode={isPostcode ? 'numeric' : 'text'}
        enterKeyHint="next"
        {...(needed ? { 'aria-required': true } : {})}
        {...(fault || whole ? { 'aria-invalid': true } : {})}
        {...(fault ? { 'aria-describedby': `${id}-error` } : {})}
        value={text}
        onInput={({ currentTarget }) => onEnter(isPostcode ? postcodeFrom(currentTarget.value) : currentTarget.value)}
        onBlur={() => trimmed(text) !== text && onEnter(trimmed(text))}
      />
    </div>
  );
}

/** Four digits, also from `DK-1620` as letters from abroad have it; what else was typed as it is. */
export function postcodeFrom(text: string): string {
  return withoutMarks(text).replace(/^dk[-\s]*(?=[0-9]{4}$)/i, '');
}

function isParts(value: Json | undefined): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A choice of one or several options by searching. */
import type { ComponentChildren } from 'preact';
import type { EntityField, SeveralField, Json, SearchField } from '../../definition';
import { t, words } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { boxProps, Grouped, Labelled } from '../frames';
import { OptionCombobox } from './option-combobox';
import { focusSoon } from './focus';
import type { Found } from './option-list';
import { asText } from './typed';

interface Props<F extends SearchField | EntityField = SearchField | EntityField> extends ControlProps<F> {
  options: readonly Found[];
  /** The ids of the control's own notes about the list, for `aria-describedby`. */
  describing?: readonly string[];
  children?: ComponentChildren;
}

export function Searched(props: Props) {
  const { field } = props;
  return 'multiple' in field ? <Several {...props} field={field} /> : <One {...props} />;
}

/** The choice of one option. A typed text that is no option becomes the answer, so that it is reported as a fault and not lost. */
function One(props: Props) {
  const { field, path, options, describing = [], children, onChange } = props;
  const id = elementId(path);
  return (
    <Labelled {...props}>
      <OptionCombobox
        id={id}
        label={words(field.label)}
        box={boxProps(props, `${id}-hits-note`, ...describing)}
        options={options}
        text={labelOf(options, asText(props.value))}
        onChoose={onChange}
        onType={(text, same) => onChange(same ?? (text || undefined))}
      />
      {children}
    </Labelled>
  );
}

function Several(props: Props<SeveralField>) {
  const { field, path, options, describing = [], children, onChange } = props;
  const id = elementId(path);
  const chosen = (Array.isArray(props.value) ? props.value : []).map(asText);
  const change = (next: Json[]) => onChange(next.length > 0 ? next : undefined);
  const isFull = field.maxItems ? chosen.length >= field.maxItems : false;
  return (
    <Grouped {...props} class="searched">
      {chosen.length > 0 && (
        <ul class="chosen">
          {chosen.map((value) => (
            <Chosen
              key={value}
              label={labelOf(options, value)}
              onRemove={() => {
                change(chosen.filter((other) => other !== value));
                focusSoon(id);
              }}
            />
          ))}
        </ul>
      )}
      {isFull ? (
        <p class="form-hint">{t('form.group.full', { limit: field.maxItems ?? 0 })}</p>
      ) : (
        <OptionCombobox
          id={id}
          label={words(field.label)}
          box={{ ...boxProps(props, `${id}-hits-note`, ...describing), 'aria-label': t('form.options.add') }}
          options={options.filter(({ value }) => !chosen.includes(value))}
          text=""
          // A second tap on the same option, before the list is drawn again, must not add it twice.
          onChoose={(value) => change([...new Set([...chosen, value])])}
          onType={() => undefined}
        />
      )}
      {children}
    </Grouped>
  );
}

function Chosen({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <li>
      <span>{label}</span>
      <button type="button" class="function-link" onClick={onRemove}>
        {t('form.remove')}
        <span class="sr-only"> {label}</span>
      </button>
    </li>
  );
}

function labelOf(options: readonly Found[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}

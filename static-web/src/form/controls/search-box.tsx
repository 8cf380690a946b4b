import type { SearchField } from '../../definition';
import { words } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { Combobox } from './combobox';
import { asText } from './typed';

/** One of many options. What is typed and is none of them stays the answer, so that it is told of and not lost. */
export function SearchBox(props: ControlProps<SearchField>) {
  const { field, path, onChange } = props;
  const id = elementId(path);
  const options = field.options.map(({ value, label }) => ({ value, label: words(label) }));
  const value = asText(props.value);
  return (
    <Labelled {...props}>
      <Combobox
        id={id}
        label={words(field.label)}
        box={boxProps(props, `${id}-hits-note`)}
        options={options}
        text={options.find((option) => option.value === value)?.label ?? value}
        onChoose={onChange}
        onType={(text) => onChange(text || undefined)}
      />
    </Labelled>
  );
}

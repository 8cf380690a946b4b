import type { RadioField } from '../../definition';
import { words } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { Grouped } from '../frames';
import { Clear, OptionBox, optionId } from './options';

export function Radio(props: ControlProps<RadioField>) {
  const { field, path, value, fault, onChange } = props;
  const id = elementId(path);
  return (
    <Grouped {...props}>
      {field.options.map((option, index) => (
        <OptionBox
          key={option.value}
          type="radio"
          id={optionId(id, index)}
          name={id}
          checked={value === option.value}
          invalid={fault !== undefined}
          onChoose={() => onChange(option.value)}
        >
          {words(option.label)}
        </OptionBox>
      ))}
      {!props.needed && value !== undefined && <Clear onClear={() => onChange(undefined)} />}
    </Grouped>
  );
}

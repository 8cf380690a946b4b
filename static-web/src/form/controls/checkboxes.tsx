import type { ChoicesField, Json } from '../../definition';
import { words } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { Grouped } from '../frames';
import { OptionBox, optionId } from './options';

export function Checkboxes(props: ControlProps<ChoicesField>) {
  const { field, path, value, fault, onChange } = props;
  const id = elementId(path);
  const chosen: Json[] = Array.isArray(value) ? value : [];
  // The answer lists the options in the form's order, not in the order of the taps.
  const toggle = (toggled: string) => {
    const next = field.options
      .map((option) => option.value)
      .filter((other) => chosen.includes(other) !== (other === toggled));
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    <Grouped {...props}>
      {field.options.map((option, index) => (
        <OptionBox
          key={option.value}
          type="checkbox"
          id={optionId(id, index)}
          name={id}
          checked={chosen.includes(option.value)}
          invalid={fault !== undefined}
          onChoose={() => toggle(option.value)}
        >
          {words(option.label)}
        </OptionBox>
      ))}
    </Grouped>
  );
}

import type { YesNoField } from '../../definition';
import { t } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { Grouped } from '../frames';
import { Clear, OptionBox, optionId } from './options';

const ANSWERS = [
  [true, 'form.yes'],
  [false, 'form.no'],
] as const;

export function YesNo(props: ControlProps<YesNoField>) {
  const { path, value, fault, onChange } = props;
  const id = elementId(path);
  return (
    <Grouped {...props} class="yes-no">
      <div class="yes-no-answers">
        {ANSWERS.map(([answer, key], index) => (
          <OptionBox
            key={key}
            type="radio"
            id={optionId(id, index)}
            name={id}
            checked={value === answer}
            invalid={fault !== undefined}
            onChoose={() => onChange(answer)}
          >
            {t(key)}
          </OptionBox>
        ))}
      </div>
      {!props.needed && value !== undefined && <Clear onClear={() => onChange(undefined)} />}
    </Grouped>
  );
}

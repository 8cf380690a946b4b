import type { SelectField } from '../../definition';
import { t, words } from '../../texts';
import type { ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';

export function Select(props: ControlProps<SelectField>) {
  const { field, value, onChange } = props;
  return (
    <Labelled {...props}>
      <select
        {...boxProps(props)}
        class="form-select"
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      >
        <option value="">{t('form.choice.none')}</option>
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {words(option.label)}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

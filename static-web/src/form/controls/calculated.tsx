import type { CalculatedField } from '../../definition';
import { show } from '../../answers/show';
import { t, words } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { HelpAndFault } from '../frames';

/** Shows a calculated value, which is read-only and announced when it changes. */
export function Calculated({ field, path, value, fault }: ControlProps<CalculatedField>) {
  const id = elementId(path);
  return (
    <div
      class={`form-group calculated ${fault ? 'form-error' : ''}`}
      id={id}
      tabIndex={-1}
      role="group"
      aria-labelledby={`${id}-label`}
    >
      <span class="form-label" id={`${id}-label`}>
        {words(field.label)}
      </span>
      <HelpAndFault field={field} id={id} fault={fault} />
      <output class={value === undefined ? 'calculated-value calculated-none' : 'calculated-value'}>
        {value === undefined ? t('form.calculated.none') : show(field, value)}
      </output>
    </div>
  );
}

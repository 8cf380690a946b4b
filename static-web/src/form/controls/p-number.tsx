import type { CvrField, PNumberField } from '../../definition';
import { t } from '../../texts';
import { AWAITING, type LookUp } from '../companies';
import { elementId, useForm, type ControlProps } from '../context';
import { boxProps, describedBy, Grouped, HelpAndFault, Labelled } from '../frames';
import { OptionBox, optionId } from './options';
import type { Company } from '../../api';
import { words } from '../../texts';

const RADIO_AT_MOST = 6;

export function PNumber(props: ControlProps<PNumberField>) {
  const { companies } = useForm();
  const { field, path, beside } = props;
  const companyPath = path.slice(0, path.lastIndexOf('/') + 1) + field.company;
  const lookUp = companies.at(companyPath).value;
  if (lookUp.state === 'found' && lookUp.company.units.length > 0)
    return <Units {...props} units={lookUp.company.units} />;
  const companyField = beside.find((one): one is CvrField => one.id === field.company && one.control === 'cvr');
  const again = () => {
    if (companyField) void companies.ask(companyPath, companyField, beside);
  };
  return <NoUnits {...props} lookUp={lookUp} onAgain={again} />;
}

function Units(props: ControlProps<PNumberField> & { units: Company['units'] }) {
  const { path, value, fault, units, onChange } = props;
  const id = elementId(path);
  if (units.length > RADIO_AT_MOST) return <ManyUnits {...props} />;
  return (
    <Grouped {...props} class="units">
      {units.map(({ pNumber, name, address }, index) => (
        <OptionBox
          key={pNumber}
          type="radio"
          id={optionId(id, index)}
          name={id}
          checked={value === pNumber}
          invalid={fault !== undefined}
          onChoose={() => onChange(pNumber)}
        >
          <span class="unit-address">{address}</span>
          <span class="unit-name">
            {name} · {pNumber}
          </span>
        </OptionBox>
      ))}
    </Grouped>
  );
}

function ManyUnits(props: ControlProps<PNumberField> & { units: Company['units'] }) {
  const { value, units, onChange } = props;
  return (
    <Labelled {...props}>
      <select
        {...boxProps(props)}
        class="form-select form-input-wide"
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      >
        <option value="">{t('form.choice.none')}</option>
        {units.map(({ pNumber, name, address }) => (
          <option key={pNumber} value={pNumber}>
            {`${address} (${name}, ${pNumber})`}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** Nothing to choose among: why, and what will happen. */
function NoUnits(props: ControlProps<PNumberField> & { lookUp: LookUp; onAgain: () => void }) {
  const { field, path, value, fault, lookUp, onAgain } = props;
  const id = elementId(path);
  const isKnown = typeof value === 'string' && value !== AWAITING;
  const { state } = lookUp;
  return (
    <div
      class={`form-group ${fault ? 'form-error' : ''}`}
      id={id}
      tabIndex={-1}
      role="group"
      aria-labelledby={`${id}-label`}
      {...describedBy(field, id, fault)}
    >
      <span class="form-label" id={`${id}-label`}>
        {words(field.label)}
      </span>
      <HelpAndFault field={field} id={id} fault={fault} />
      {isKnown && <output class="autofilled-value">{value}</output>}
      {!isKnown && (
        <p class="register-note" aria-live="polite">
          {explanation(lookUp)}
        </p>
      )}
      {(state === 'unreachable' || state === 'unknown') && (
        <button type="button" class="button button-secondary" onClick={onAgain}>
          {t('form.register.again')}
        </button>
      )}
    </div>
  );
}

function explanation({ state }: LookUp): string {
  switch (state) {
    case 'none':
      return t('form.unit.cvr-first');
    case 'asking':
      return t('form.unit.asking');
    case 'found':
      return t('form.unit.none');
    case 'unknown':
      return t('form.unit.unknown');
    case 'unreachable':
      return t('form.unit.unreachable');
  }
}

import limits from '../../../../shared/contract/limits.json';
import type { Company } from '../../api';
import type { CvrField, PNumberField } from '../../definition';
import { later } from '../../frame/later';
import { t, words } from '../../texts';
import { AWAITING, addressOf, type LookUp } from '../register-facts';
import { elementId, useForm, type ControlProps } from '../context';
import { boxProps, describedBy, Grouped, HelpAndFault, Labelled } from '../frames';
import { OptionBox, optionId } from './options';
import { unitDetail } from './unit-words';

const { Page: UnitSearch } = later(() => import('./unit-search').then((module) => module.UnitSearch), true);

export function PNumber(props: ControlProps<PNumberField>) {
  const { companies } = useForm();
  const { field, path, beside } = props;
  const companyPath = path.slice(0, path.lastIndexOf('/') + 1) + field.company;
  const lookUp = companies.at(companyPath).value;
  if (lookUp.state === 'found' && lookUp.company.units.length > 0) {
    const choose = (value: string | undefined) => companies.chose(path, field, beside, value);
    return <Units {...props} company={lookUp.company} onChoose={choose} />;
  }
  const companyField = beside.find((other): other is CvrField => other.id === field.company && other.control === 'cvr');
  const retry = () => {
    if (companyField) void companies.ask(companyPath, companyField, beside);
  };
  return <NoUnits {...props} lookUp={lookUp} onAgain={retry} />;
}

type UnitsProps = ControlProps<PNumberField> & { company: Company; onChoose: (value: string | undefined) => void };

/** The choice of a production unit: radio buttons for a few, a list for more, and a search for a chain's. */
function Units(props: UnitsProps) {
  const { company, path } = props;
  if (company.unitCount > company.units.length) return <UnitSearch key={`${path} ${company.cvr}`} {...props} />;
  return company.units.length > limits.radioAtMost ? <ManyUnits {...props} /> : <FewUnits {...props} />;
}

function FewUnits(props: UnitsProps) {
  const { path, value, fault, company, onChoose } = props;
  const id = elementId(path);
  const box = (chosen: string, index: number) => ({
    type: 'radio' as const,
    id: optionId(id, index),
    name: id,
    checked: value === chosen,
    invalid: fault !== undefined,
    onChoose: () => onChoose(chosen),
  });
  return (
    <Grouped {...props} class="units">
      {company.units.map((unit, index) => (
        <OptionBox key={unit.pNumber} {...box(unit.pNumber, index)}>
          <span class="unit-address">{addressOf(unit)}</span>
          <span class="unit-name">{unitDetail(unit)}</span>
        </OptionBox>
      ))}
      <OptionBox {...box(AWAITING, company.units.length)}>{t('form.unit.later')}</OptionBox>
    </Grouped>
  );
}

function ManyUnits(props: UnitsProps) {
  const { value, company, onChoose } = props;
  return (
    <Labelled {...props}>
      <select
        {...boxProps(props)}
        class="form-select form-input-wide"
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChoose(event.currentTarget.value || undefined)}
      >
        <option value="">{t('form.choice.none')}</option>
        {company.units.map((unit) => (
          <option key={unit.pNumber} value={unit.pNumber}>
            {`${addressOf(unit)} (${unitDetail(unit)})`}
          </option>
        ))}
        <option value={AWAITING}>{t('form.unit.later')}</option>
      </select>
    </Labelled>
  );
}

/** Explains why there is nothing to choose from, and what will happen. */
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

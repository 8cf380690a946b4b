/** Searches a chain's production units by street, number or name on the server, since there may be two thousand of them. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { units, type Company, type Unit } from '../../api';
import type { PNumberField } from '../../definition';
import { t, words } from '../../texts';
import { addressOf, AWAITING } from '../register-facts';
import { elementId, useForm, type ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { countInWords } from './option-list';
import { OptionBox } from './options';
import { createSearch, type Search } from './search';
import { SearchCombobox } from './search-combobox';
import { unitDetail } from './unit-words';

interface Props extends ControlProps<PNumberField> {
  company: Company;
  onChoose: (value: string | undefined) => void;
}

export function UnitSearch(props: Props) {
  const { field, path, value, company, onChoose } = props;
  const id = elementId(path);
  const [search, open] = useUnitsOf(company);
  const [typed, setTyped] = useState<string>();
  const { companies } = useForm();
  const addUnit = (unit: Unit) => companies.addUnit(path, field, props.beside, unit);
  const [chosen, setChosen] = useChosen(company, value, addUnit);
  return (
    <Labelled {...props} class="unit-search">
      <SearchCombobox
        id={id}
        label={words(field.label)}
        box={boxProps(props, `${id}-hits-note`, `${id}-count`)}
        search={search}
        text={typed ?? chosenText(chosen, value)}
        keyOf={(unit) => unit.pNumber}
        draw={(unit) => <Hit {...unit} />}
        note={note(search)}
        onOpen={() => search.result.peek().state === 'closed' && open()}
        onType={(text) => {
          setTyped(text);
          if (value !== undefined) onChoose(undefined);
          if (text.trim()) search.typed(text);
          else open();
        }}
        onChoose={(unit) => {
          setChosen(unit);
          addUnit(unit);
          setTyped(undefined);
          search.close();
          onChoose(unit.pNumber);
        }}
        // A text that chose no unit is removed, so that it does not look like a choice.
        onLeave={() => setTyped(undefined)}
      />
      <BelowBox {...props} chosen={chosen} />
    </Labelled>
  );
}

/** The search among a company's units, and what opens it with the units that came with the company. */
function useUnitsOf({ cvr, units: items, unitCount: total }: Company): [search: Search<Unit>, open: () => void] {
  const search = useMemo(() => createSearch((text) => units(cvr, text), Boolean), []);
  useEffect(() => search.close, []);
  return [search, () => search.show({ items, total })];
}

/** Shows the chosen unit, how many there are, and how to continue where it is not known yet. */
function BelowBox({ path, value, company, onChoose, chosen }: Props & { chosen: Unit | undefined }) {
  const id = elementId(path);
  return (
    <>
      {chosen && value === chosen.pNumber && <p class="form-hint unit-chosen">{unitDetail(chosen)}</p>}
      <p class="form-hint" id={`${id}-count`}>
        {t('form.unit.count', { count: company.unitCount })}
      </p>
      <OptionBox
        type="checkbox"
        id={`${id}-later`}
        name={`${id}-later`}
        checked={value === AWAITING}
        invalid={false}
        onChoose={() => onChoose(value === AWAITING ? undefined : AWAITING)}
      >
        {t('form.unit.later')}
      </OptionBox>
    </>
  );
}

/** The unit of the answer, from the phone or by a look-up, since a draft stores only its number. */
function useChosen(company: Company, value: unknown, addUnit: (unit: Unit) => void) {
  const [chosen, setChosen] = useState<Unit>();
  const setUnit = (unit: Unit) => {
    setChosen(unit);
    addUnit(unit);
  };
  useEffect(() => {
    if (typeof value !== 'string' || value === AWAITING || value === chosen?.pNumber) return undefined;
    const unit = company.units.find(({ pNumber }) => pNumber === value);
    if (unit) {
      setChosen(unit);
      return undefined;
    }
    let isLatest = true;
    void units(company.cvr, value).then(({ items: [first] }) => isLatest && first && setUnit(first), ignored);
    return () => {
      isLatest = false;
    };
  }, [value]);
  return [chosen, setChosen] as const;
}

/** Ignores a look-up that failed: the number is shown instead of the address. */
const ignored = () => undefined;

function chosenText(chosen: Unit | undefined, value: unknown): string {
  if (typeof value !== 'string' || value === AWAITING) return '';
  return chosen?.pNumber === value ? addressOf(chosen) : value;
}

function Hit(unit: Unit) {
  return (
    <span class={unit.active ? '' : 'hit-ceased'}>
      <span class="hit-name">{addressOf(unit)}</span>
      <span class="hit-detail">{unitDetail(unit)}</span>
    </span>
  );
}

function note({ result }: Search<Unit>): string {
  const now = result.value;
  if (now.state === 'searching') return t('form.search.searching');
  if (now.state === 'failed') return t('form.unit.failed');
  if (now.state === 'closed') return '';
  return countInWords(now.total, now.hits.length);
}

import { useEffect, useMemo } from 'preact/hooks';
import limits from '../../../../shared/contract/limits.json';
import type { CompanyHit } from '../../api';
import type { CvrField } from '../../definition';
import { findCompanies } from '../../offline/company-search';
import { fieldFault, t, words } from '../../texts';
import { elementId, useForm, type ControlProps } from '../context';
import { isCvr } from '../engine/formats';
import { boxProps, Labelled } from '../frames';
import { CompanyChips, Favourite } from '../remembered';
import { withoutMarks } from '../engine/pasted';
import { CompanyNote } from './company-note';
import { createSearch, type Search } from './search';
import { SearchCombobox } from './search-combobox';

const LENGTH = 8;
const WRITTEN = /^(cvr|se|nummer|nr|dk|[\s.:\u2010-\u2015\u2212-])*\d[\d\s.\u2010-\u2015\u2212-]*[,;\s]*$/i;

/** Whether the text is to be searched for as a name or an address: it contains a letter. A number is looked up when it is complete. */
const isName = (text: string) => text.length >= limits.companySearchFrom && /\p{L}/u.test(text);

export function Cvr(props: ControlProps<CvrField>) {
  const { field, path, beside, value } = props;
  const { companies } = useForm();
  const search = useMemo(() => createSearch(searchCompanies, isName), []);
  const text = typeof value === 'string' ? value : '';
  const id = elementId(path);
  const enter = (entered: string) => companies.entered(path, field, beside, entered || undefined);
  useRegister(props, search.close);
  const fault = props.fault ?? mistyped(field, text);
  return (
    <Labelled {...props} fault={fault} class="cvr">
      <SearchCombobox
        id={id}
        label={words(field.label)}
        box={boxProps({ ...props, fault }, `${id}-hits-note`)}
        search={search}
        text={text}
        keyOf={(hit) => hit.cvr}
        draw={(hit) => <Hit {...hit} />}
        note={note(search)}
        onType={(typed) => {
          const digits = digitsOf(typed);
          enter(digits.length < LENGTH ? typed : digits);
          search.typed(digits ? '' : withoutMarks(typed));
        }}
        onChoose={({ cvr }) => {
          search.close();
          enter(cvr);
        }}
      />
      <CompanyChips {...props} />
      <div id={`${id}-company`} tabIndex={-1}>
        <CompanyNote lookUp={companies.at(path).value} beside={beside} company={field.id} />
      </div>
      <Favourite {...props} />
    </Labelled>
  );
}

/** Looks up the number that the draft has when it is opened, and again when the network is back. `close` ends a search. */
function useRegister({ field, path, beside }: ControlProps<CvrField>, close: () => void): void {
  const { companies } = useForm();
  useEffect(() => {
    const ask = () => void companies.ask(path, field, beside);
    const retry = () => {
      if (companies.at(path).peek().state === 'unreachable') ask();
    };
    ask();
    addEventListener('online', retry);
    return () => {
      close();
      removeEventListener('online', retry);
    };
  }, []);
}

async function searchCompanies(text: string) {
  const items = await findCompanies(text);
  return { items, total: items.length };
}

/**
 * The digits of a CVR number in any notation ("CVR: 64 94 22 12", "DK-64.94.22.12"); empty for a name. Only a complete number replaces
 * the typed text: "7-" may be the beginning of "7-Eleven".
 */
export function digitsOf(text: string): string {
  const plain = withoutMarks(text);
  return WRITTEN.test(plain) ? plain.replace(/\D/g, '') : '';
}

/** The fault of a complete number with a wrong check digit. It is shown at once, while the person still has the source at hand. */
function mistyped(field: CvrField, text: string): string | undefined {
  const isWhole = /^[0-9]+$/.test(text) && text.length >= LENGTH;
  return isWhole && !isCvr(text) ? fieldFault('cvr', words(field.label)) : undefined;
}

function Hit({ cvr, name, knownAs, address, active }: CompanyHit) {
  return (
    <span class={active ? '' : 'hit-ceased'}>
      <span class="hit-name">
        {name} {!active && <span class="hit-mark">{t('form.search.ceased')}</span>}
      </span>
      {knownAs && <span class="hit-detail">{t('form.search.known-as', { name: knownAs })}</span>}
      <span class="hit-detail">{[cvr, address].filter(Boolean).join(' · ')}</span>
    </span>
  );
}

function note({ result }: Search<CompanyHit>): string {
  const now = result.value;
  if (now.state === 'searching') return t('form.search.searching');
  if (now.state === 'failed') return t('form.search.failed');
  if (now.state === 'closed') return '';
  if (now.hits.length === 0) return t('form.search.none');
  return now.hits.length === 1 ? t('form.search.one') : t('form.search.some', { count: now.hits.length });
}

import { useEffect, useMemo } from 'preact/hooks';
import type { CvrField } from '../../definition';
import { fieldFault, t, words } from '../../texts';
import { elementId, useForm, type ControlProps } from '../context';
import { isCvr } from '../formats';
import { boxProps, Labelled } from '../frames';
import { CompanyNote } from './company-note';
import { createSearch, type Search } from './search';

const LENGTH = 8;

export function Cvr(props: ControlProps<CvrField>) {
  const { field, path, beside, value } = props;
  const { companies } = useForm();
  const search = useMemo(createSearch, []);
  const text = typeof value === 'string' ? value : '';
  const enter = (entered: string) => companies.entered(path, field, beside, entered || undefined);
  const choose = (cvr: string) => {
    search.close();
    enter(cvr);
  };
  useEffect(() => {
    const ask = () => void companies.ask(path, field, beside);
    const again = () => {
      if (companies.at(path).peek().state === 'unreachable') ask();
    };
    // A draft that is opened again has its number already.
    ask();
    addEventListener('online', again);
    return () => {
      search.close();
      removeEventListener('online', again);
    };
  }, []);
  const fault = props.fault ?? mistyped(field, text);
  return (
    <Labelled {...props} fault={fault} class="cvr">
      <div class="combobox" onFocusOut={search.close}>
        <input
          {...boxProps({ ...props, fault }, `${elementId(path)}-hits-note`)}
          {...comboboxProps(search, elementId(path))}
          class="form-input form-input-wide"
          type="text"
          value={text}
          onInput={({ currentTarget }) => {
            const entered = numberOr(currentTarget.value);
            enter(entered);
            search.typed(entered);
          }}
          onKeyDown={(event) => onKey(event, search, choose)}
        />
        <Hits search={search} id={elementId(path)} label={words(field.label)} onChoose={choose} />
      </div>
      <CompanyNote lookUp={companies.at(path).value} beside={beside} company={field.id} />
    </Labelled>
  );
}

/** Digits alone when it is a number, however it is spaced ("DK 64 94 22 12"); a name as it is typed. */
function numberOr(text: string): string {
  return /^\s*(dk)?[-\s\d]*\d[-\s\d]*$/i.test(text) ? text.replace(/\D/g, '') : text;
}

/** A whole number with a wrong digit is told of at once: the person still has it before their eyes. */
function mistyped(field: CvrField, text: string): string | undefined {
  const isWhole = /^[0-9]+$/.test(text) && text.length >= LENGTH;
  return isWhole && !isCvr(text) ? fieldFault('cvr', words(field.label)) : undefined;
}

/** The combobox pattern of the ARIA Authoring Practices: focus stays in the box, the arrows move in the list. */
function comboboxProps({ found, active }: Search, id: string) {
  return {
    role: 'combobox' as const,
    autocapitalize: 'none' as const,
    spellcheck: false,
    enterKeyHint: 'search' as const,
    'aria-autocomplete': 'list' as const,
    'aria-expanded': found.value.state === 'open' && found.value.hits.length > 0,
    'aria-controls': `${id}-hits`,
    ...(active.value >= 0 ? { 'aria-activedescendant': `${id}-hit-${active.value}` } : {}),
  };
}

function onKey(event: KeyboardEvent, search: Search, choose: (cvr: string) => void): void {
  const found = search.found.value;
  if (found.state !== 'open') return;
  const hit = found.hits[search.active.value];
  if (event.key === 'ArrowDown') search.move(1);
  else if (event.key === 'ArrowUp') search.move(-1);
  else if (event.key === 'Escape') search.close();
  else if (event.key === 'Enter' && hit) choose(hit.cvr);
  else return;
  event.preventDefault();
}

interface HitsProps {
  search: Search;
  id: string;
  label: string;
  onChoose: (cvr: string) => void;
}

function Hits({ search, id, label, onChoose }: HitsProps) {
  const found = search.found.value;
  const hits = found.state === 'open' ? found.hits : [];
  return (
    <>
      <ul id={`${id}-hits`} role="listbox" aria-label={label} class="combobox-hits" hidden={hits.length === 0}>
        {hits.map((hit, index) => (
          <li
            key={hit.cvr}
            id={`${id}-hit-${index}`}
            role="option"
            aria-selected={search.active.value === index}
            // Focus stays in the box, or the list would close before the tap lands.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(hit.cvr)}
          >
            <span class="hit-name">{hit.name}</span>
            <span class="hit-detail">
              {hit.cvr} · {hit.address}
            </span>
          </li>
        ))}
      </ul>
      <span id={`${id}-hits-note`} class="form-hint search-note" aria-live="polite">
        {note(search)}
      </span>
    </>
  );
}

function note({ found }: Search): string {
  const now = found.value;
  if (now.state === 'searching') return t('form.search.searching');
  if (now.state === 'failed') return t('form.search.failed');
  if (now.state === 'closed') return '';
  if (now.hits.length === 0) return t('form.search.none');
  return now.hits.length === 1 ? t('form.search.one') : t('form.search.some', { count: now.hits.length });
}

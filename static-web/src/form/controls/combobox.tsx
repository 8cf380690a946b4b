/** The combobox of the ARIA Authoring Practices over options at hand: focus stays in the box, the arrows move in the list. */
import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../texts';
import { createOptionList, folded, MOST, type Found, type OptionList } from './option-list';

interface Props {
  id: string;
  label: string;
  /** What the frame gives the box. */
  box: InputHTMLAttributes<HTMLInputElement>;
  options: readonly Found[];
  /** What stands in the box when nobody types: the label of the chosen one, or what was typed instead. */
  text: string;
  onChoose: (value: string) => void;
  /** What stands in the box, an empty text when all of it is deleted, and the option whose label it is, if any. */
  onType: (text: string, same: string | undefined) => void;
}

export function Combobox({ id, label, box, options, text, onChoose, onType }: Props) {
  const latest = useSignal(options);
  const list = useMemo(() => createOptionList(() => latest.value), []);
  const [typed, setTyped] = useState<string>();
  useEffect(() => {
    latest.value = options;
    // A list that comes while the box is open is searched anew.
    if (list.isOpen.peek()) list.open(typed ?? '');
  }, [options]);
  const choose = (value: string) => {
    list.close();
    setTyped(undefined);
    onChoose(value);
  };
  const enter = (entered: string) => {
    setTyped(entered);
    list.open(entered);
    onType(entered, sameAs(entered));
  };
  const sameAs = (entered: string) => options.find((option) => folded(option.label) === folded(entered))?.value;
  // Whoever writes all of an option has chosen it, though not before they go on: it may be how a longer one begins.
  const leave = () => {
    const same = typed === undefined ? undefined : sameAs(typed);
    list.close();
    setTyped(undefined);
    if (same !== undefined) onChoose(same);
  };
  return (
    <div class="combobox" onFocusOut={leave}>
      <input
        {...box}
        {...states(list, id)}
        class="form-input form-input-wide"
        type="text"
        value={typed ?? text}
        onInput={({ currentTarget }) => enter(currentTarget.value)}
        // A tap shows all of it: whoever does not know what to search for can look.
        onClick={() => !list.isOpen.peek() && list.open('')}
        onKeyDown={(event) => onKey(event, list, choose)}
      />
      <Hits list={list} id={id} label={label} onChoose={choose}>
        {options.length > 0 && note(list)}
      </Hits>
    </div>
  );
}

function states({ isOpen, hits, active }: OptionList, id: string) {
  return {
    role: 'combobox' as const,
    autocapitalize: 'none' as const,
    spellcheck: false,
    enterKeyHint: 'search' as const,
    'aria-autocomplete': 'list' as const,
    'aria-expanded': isOpen.value && hits.value.length > 0,
    'aria-controls': `${id}-hits`,
    ...(active.value >= 0 ? { 'aria-activedescendant': `${id}-hit-${active.value}` } : {}),
  };
}

function onKey(event: KeyboardEvent, list: OptionList, choose: (value: string) => void): void {
  const isDown = event.key === 'ArrowDown';
  if (!list.isOpen.peek()) {
    if (!isDown) return;
    list.open('');
    list.move(1);
  } else if (isDown) list.move(1);
  else if (event.key === 'ArrowUp') list.move(-1);
  else if (event.key === 'Escape') list.close();
  else {
    const hit = list.hits.peek()[list.active.peek()];
    if (event.key !== 'Enter' || !hit) return;
    choose(hit.value);
  }
  event.preventDefault();
}

function Hits({
  list,
  id,
  label,
  onChoose,
  children,
}: {
  list: OptionList;
  id: string;
  label: string;
  onChoose: Props['onChoose'];
  children: ComponentChildren;
}) {
  const element = useRef<HTMLUListElement>(null);
  const [hits, active] = [list.hits.value, list.active.value];
  useEffect(() => {
    element.current?.children[active]?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  return (
    <>
      <ul
        id={`${id}-hits`}
        role="listbox"
        aria-label={label}
        class="combobox-hits"
        hidden={hits.length === 0}
        ref={element}
        // Focus stays in the box, or the list would close before the tap lands or the thumb has scrolled.
        onMouseDown={(event) => event.preventDefault()}
      >
        {hits.map((hit, index) => (
          <li
            key={hit.value}
            id={`${id}-hit-${index}`}
            role="option"
            aria-selected={active === index}
            onClick={() => onChoose(hit.value)}
          >
            {hit.label}
          </li>
        ))}
      </ul>
      <span id={`${id}-hits-note`} class="form-hint search-note" aria-live="polite">
        {children}
      </span>
    </>
  );
}

/** What was found. Where there is nothing to search, whoever gives the options says why. */
function note({ isOpen, count }: OptionList): string {
  if (!isOpen.value) return '';
  if (count.value === 0) return t('form.options.none');
  if (count.value > MOST) return t('form.options.many', { count: count.value, shown: MOST });
  return count.value === 1 ? t('form.options.one') : t('form.options.some', { count: count.value });
}

/** The combobox of the ARIA Authoring Practices over a search: focus stays in the box, the arrows move in the list. */
import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Search } from './search';

interface Props<Hit> {
  id: string;
  label: string;
  /** What the frame gives the box. */
  box: InputHTMLAttributes<HTMLInputElement>;
  search: Search<Hit>;
  text: string;
  keyOf: (hit: Hit) => string;
  draw: (hit: Hit) => ComponentChildren;
  /** What is told of the search. */
  note: string;
  onType: (text: string) => void;
  onChoose: (hit: Hit) => void;
  /** A tap on the box. */
  onOpen?: () => void;
  onLeave?: () => void;
}

export function SearchCombobox<Hit>(props: Props<Hit>) {
  const { id, search, text, onType, onOpen, onLeave } = props;
  const leave = () => {
    search.close();
    onLeave?.();
  };
  return (
    <div class="combobox" onFocusOut={leave}>
      <input
        {...props.box}
        {...states(search, id)}
        class="form-input form-input-wide"
        type="text"
        value={text}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
        onClick={() => onOpen?.()}
        onKeyDown={(event) => onKey(event, search, props.onChoose)}
      />
      <Hits {...props} />
    </div>
  );
}

function states<Hit>({ found, active }: Search<Hit>, id: string) {
  return {
    role: 'combobox' as const,
    autocapitalize: 'none' as const,
    autocomplete: 'off' as const,
    spellcheck: false,
    enterKeyHint: 'search' as const,
    'aria-autocomplete': 'list' as const,
    'aria-expanded': found.value.state === 'open' && found.value.hits.length > 0,
    'aria-controls': `${id}-hits`,
    ...(active.value >= 0 ? { 'aria-activedescendant': `${id}-hit-${active.value}` } : {}),
  };
}

function onKey<Hit>(event: KeyboardEvent, search: Search<Hit>, choose: (hit: Hit) => void): void {
  const found = search.found.value;
  if (found.state !== 'open') return;
  const hit = found.hits[search.active.value];
  if (event.key === 'ArrowDown') search.move(1);
  else if (event.key === 'ArrowUp') search.move(-1);
  else if (event.key === 'Escape') search.close();
  else if (event.key === 'Enter' && hit) choose(hit);
  else return;
  event.preventDefault();
}

function Hits<Hit>({ search, id, label, keyOf, draw, note, onChoose }: Props<Hit>) {
  const element = useRef<HTMLUListElement>(null);
  const found = search.found.value;
  const active = search.active.value;
  const hits = found.state === 'open' ? found.hits : [];
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
        // Focus stays in the box, or the list would close before the tap lands.
        onMouseDown={(event) => event.preventDefault()}
      >
        {hits.map((hit, index) => (
          <li
            key={keyOf(hit)}
            id={`${id}-hit-${index}`}
            role="option"
            aria-selected={active === index}
            onClick={() => onChoose(hit)}
          >
            {draw(hit)}
          </li>
        ))}
      </ul>
      <span id={`${id}-hits-note`} class="form-hint search-note" aria-live="polite">
        {note}
      </span>
    </>
  );
}

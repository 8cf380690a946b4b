/** The combobox of the ARIA Authoring Practices: focus stays in the box, the arrows move in the list. */
import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** The state of the list, and how to move in it. */
export interface Listing<Hit> {
  isOpen: boolean;
  hits: readonly Hit[];
  /** The index of the option that the arrow keys have reached; -1 for none. */
  active: number;
  move: (step: 1 | -1) => void;
  close: () => void;
  /** Opens the list; absent where there is nothing to show before something is typed. */
  open?: () => void;
}

interface Props<Hit> {
  id: string;
  label: string;
  /** The properties that the field's frame (label, fault) gives its input. */
  box: InputHTMLAttributes<HTMLInputElement>;
  text: string;
  listing: Listing<Hit>;
  keyOf: (hit: Hit) => string;
  draw: (hit: Hit) => ComponentChildren;
  /** The text about the options found. */
  note: ComponentChildren;
  onType: (text: string) => void;
  onChoose: (hit: Hit) => void;
  /** A tap on the box. */
  onTap?: () => void;
  onLeave: () => void;
}

export function Combobox<Hit>(props: Props<Hit>) {
  const { listing, onType, onTap } = props;
  return (
    <div class="combobox" onFocusOut={props.onLeave}>
      <input
        {...props.box}
        {...states(listing, props.id)}
        class="form-input form-input-wide"
        type="text"
        value={props.text}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
        onClick={() => onTap?.()}
        onKeyDown={(event) => onKey(event, listing, props.onChoose)}
      />
      <Hits {...props} />
    </div>
  );
}

function states<Hit>({ isOpen, hits, active }: Listing<Hit>, id: string) {
  return {
    role: 'combobox' as const,
    autocapitalize: 'none' as const,
    spellcheck: false,
    enterKeyHint: 'search' as const,
    'aria-autocomplete': 'list' as const,
    'aria-expanded': isOpen && hits.length > 0,
    'aria-controls': `${id}-hits`,
    ...(active >= 0 ? { 'aria-activedescendant': `${id}-hit-${active}` } : {}),
  };
}

function onKey<Hit>(event: KeyboardEvent, listing: Listing<Hit>, choose: (hit: Hit) => void): void {
  const isDown = event.key === 'ArrowDown';
  if (!listing.isOpen) {
    if (!isDown || !listing.open) return;
    listing.open();
    listing.move(1);
  } else if (isDown) listing.move(1);
  else if (event.key === 'ArrowUp') listing.move(-1);
  else if (event.key === 'Escape') listing.close();
  else {
    const hit = listing.hits[listing.active];
    if (event.key !== 'Enter' || hit === undefined) return;
    choose(hit);
  }
  event.preventDefault();
}

function Hits<Hit>({ listing, id, label, keyOf, draw, note, onChoose }: Props<Hit>) {
  const element = useRef<HTMLUListElement>(null);
  const { hits, active } = listing;
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
        // Keep focus in the box: when it leaves, the list closes, and the tap would miss it.
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

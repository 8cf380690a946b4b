/** A combobox for a search on the server. */
import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { Combobox } from './combobox';
import type { Search } from './search';

interface Props<Hit> {
  id: string;
  label: string;
  /** The properties that the field's frame (label, fault) gives its input. */
  box: InputHTMLAttributes<HTMLInputElement>;
  search: Search<Hit>;
  text: string;
  keyOf: (hit: Hit) => string;
  draw: (hit: Hit) => ComponentChildren;
  /** The text about the search. */
  note: string;
  onType: (text: string) => void;
  onChoose: (hit: Hit) => void;
  /** A tap on the box. */
  onOpen?: () => void;
  onLeave?: () => void;
}

export function SearchCombobox<Hit>(props: Props<Hit>) {
  const { search, onOpen, onLeave } = props;
  const leave = () => {
    search.close();
    onLeave?.();
  };
  const listing = {
    get isOpen() {
      return search.result.value.state === 'open';
    },
    get hits() {
      return search.result.value.state === 'open' ? search.result.value.hits : [];
    },
    get active() {
      return search.active.value;
    },
    move: search.move,
    close: search.close,
  };
  const box = { ...props.box, autocomplete: 'off' as const };
  return <Combobox {...props} box={box} listing={listing} onTap={() => onOpen?.()} onLeave={leave} />;
}

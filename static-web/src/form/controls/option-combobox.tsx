/** A combobox over options at hand. */
import type { InputHTMLAttributes } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Combobox } from './combobox';
import { countInWords, createOptionList, folded, MOST, type Found, type OptionList } from './option-list';

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

export function OptionCombobox({ id, label, box, options, text, onChoose, onType }: Props) {
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
    <Combobox
      {...{ id, label, box }}
      listing={listingOf(list)}
      text={typed ?? text}
      keyOf={(option) => option.value}
      draw={(option) => option.label}
      note={options.length > 0 && note(list)}
      onType={enter}
      onChoose={(option) => choose(option.value)}
      // A tap shows all of it: whoever does not know what to search for can look.
      onTap={() => !list.isOpen.peek() && list.open('')}
      onLeave={leave}
    />
  );
}

/** The list as the box sees it at the moment. */
function listingOf(list: OptionList) {
  return {
    get isOpen() {
      return list.isOpen.value;
    },
    get hits() {
      return list.hits.value;
    },
    get active() {
      return list.active.value;
    },
    move: list.move,
    close: list.close,
    open: () => list.open(''),
  };
}

/** What was found. Where there is nothing to search, whoever gives the options says why. */
function note({ isOpen, count }: OptionList): string {
  return isOpen.value ? countInWords(count.value, MOST) : '';
}

/** A combobox for options that are on the phone. */
import type { InputHTMLAttributes } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Combobox } from './combobox';
import { countInWords, createOptionList, folded, MAX_HITS, type Found, type OptionList } from './option-list';

interface Props {
  id: string;
  label: string;
  /** The properties that the field's frame (label, fault) gives its input. */
  box: InputHTMLAttributes<HTMLInputElement>;
  options: readonly Found[];
  /** The text in the box while nobody types: the label of the chosen option, or a typed text that is no option. */
  text: string;
  onChoose: (value: string) => void;
  /** The typed text, empty when all is deleted, and the option with that label, if any. */
  onType: (text: string, same: string | undefined) => void;
}

export function OptionCombobox({ id, label, box, options, text, onChoose, onType }: Props) {
  const [typed, setTyped] = useState<string>();
  const list = useOptionList(options, typed);
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
  // A complete label chooses its option, but only when the person leaves the box: a longer label may begin with it.
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
      // A tap shows all options, for people who do not know what to search for.
      onTap={() => !list.isOpen.peek() && list.open('')}
      onLeave={leave}
    />
  );
}

function useOptionList(options: Props['options'], typed = ''): OptionList {
  const latest = useSignal(options);
  const list = useMemo(() => createOptionList(() => latest.value), []);
  useEffect(() => {
    latest.value = options;
    // Search again when the list arrives while the box is open.
    if (list.isOpen.peek()) list.open(typed);
  }, [options]);
  return list;
}

/** The state of the list now. */
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

/** The options found. Where there is nothing to search, the caller says why. */
function note({ isOpen, count }: OptionList): string {
  return isOpen.value ? countInWords(count.value, MAX_HITS) : '';
}

/** The state of a box that is searched in: what is typed, which options fit, and which one the arrow keys have reached. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';

export interface Found {
  value: string;
  label: string;
}

export interface OptionList {
  isOpen: ReadonlySignal<boolean>;
  /** Those that fit, at most `MOST`. */
  hits: ReadonlySignal<readonly Found[]>;
  /** How many fit in all. */
  count: ReadonlySignal<number>;
  /** The place of the hit that the arrow keys have reached, -1 for none. */
  active: ReadonlySignal<number>;
  /** Shows what fits a text; all of it while the text is empty. */
  open(text: string): void;
  move(steps: number): void;
  close(): void;
}

/** More than this nobody scrolls through. */
export const MOST = 50;

export function createOptionList(options: () => readonly Found[]): OptionList {
  const text = signal<string | undefined>(undefined);
  const active = signal(-1);
  const fitting = computed(() => (text.value === undefined ? [] : matching(options(), text.value)));
  const hits = computed(() => fitting.value.slice(0, MOST));
  const show = (next: string | undefined) =>
    batch(() => {
      text.value = next;
      active.value = -1;
    });
  const move = (steps: number) => {
    const { length } = hits.value;
    // From none, down leads to the first and up to the last.
    if (length > 0)
      active.value = active.value < 0 && steps < 0 ? length - 1 : (active.value + steps + length) % length;
  };
  return {
    isOpen: computed(() => text.value !== undefined),
    hits,
    count: computed(() => fitting.value.length),
    active,
    open: show,
    move,
    close: () => show(undefined),
  };
}

/** The options that hold every word of the text, those that begin with it first. */
export function matching(options: readonly Found[], text: string): readonly Found[] {
  const wanted = folded(text);
  if (wanted === '') return options;
  const parts = wanted.split(' ');
  const fitting = options
    .map((option) => ({ option, label: folded(option.label) }))
    .filter(({ label }) => parts.every((part) => label.includes(part)));
  const begins = ({ label }: { label: string }) => (label.startsWith(wanted) ? 0 : 1);
  return fitting.sort((a, b) => begins(a) - begins(b)).map(({ option }) => option);
}

/** As people search: capitals, accents and the Danish letters do not matter, so that `aero` finds Ærø. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

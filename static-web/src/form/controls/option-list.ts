/** The state of a searched list: what is typed, which options match, and which one the arrow keys have reached. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { t } from '../../texts';
import { stepped } from './search';

export interface Found {
  value: string;
  label: string;
}

export interface OptionList {
  isOpen: ReadonlySignal<boolean>;
  /** The matching options, at most `MAX_HITS`. */
  hits: ReadonlySignal<readonly Found[]>;
  /** The number of all matching options. */
  count: ReadonlySignal<number>;
  /** The index of the option that the arrow keys have reached, -1 for none. */
  active: ReadonlySignal<number>;
  /** Shows the options that match a text; all while it is empty. */
  open(text: string): void;
  move(steps: number): void;
  close(): void;
}

/** How many hits are shown at most: nobody scrolls through more. */
export const MAX_HITS = 50;

export function createOptionList(options: () => readonly Found[]): OptionList {
  const text = signal<string | undefined>(undefined);
  const active = signal(-1);
  const fitting = computed(() => (text.value === undefined ? [] : matching(options(), text.value)));
  const hits = computed(() => fitting.value.slice(0, MAX_HITS));
  const show = (next: string | undefined) =>
    batch(() => {
      text.value = next;
      active.value = -1;
    });
  const move = (steps: number) => void (active.value = stepped(active.value, steps, hits.value.length));
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

/** The options that contain every word of the text, those that begin with it first. */
export function matching(options: readonly Found[], text: string): readonly Found[] {
  const term = folded(text);
  if (term === '') return options;
  const parts = term.split(' ');
  const fitting = options
    .map((option) => ({ option, label: folded(option.label) }))
    .filter(({ label }) => parts.every((part) => label.includes(part)));
  const begins = ({ label }: { label: string }) => (label.startsWith(term) ? 0 : 1);
  return fitting.sort((a, b) => begins(a) - begins(b)).map(({ option }) => option);
}

/** Normalises for searching: case, accents and the Danish letters do not matter, so that `aero` finds Ærø. */
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

/** The text that says how many options match, and how many of them are shown. */
export function countInWords(count: number, shown: number): string {
  if (count === 0) return t('form.options.none');
  if (count > shown) return t('form.options.many', { count, shown });
  return count === 1 ? t('form.options.one') : t('form.options.some', { count });
}

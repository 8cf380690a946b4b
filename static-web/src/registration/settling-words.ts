/** The texts of what a person can do with a registration that is not delivered, which only its page brings. */
import settlingTexts from '../../../shared/texts/settling.json';
import type { LocalizedText } from '../definition';
import { fill, words } from '../texts';

const catalogue: Readonly<Record<string, LocalizedText>> = settlingTexts;

export function ts(key: keyof typeof settlingTexts, values: Readonly<Record<string, string>> = {}): string {
  const entry = catalogue[key];
  return entry ? fill(words(entry), values) : key;
}

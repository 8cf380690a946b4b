/** The texts about settling a delivery that did not succeed. They are loaded only with the registration's page. */
import settlingTexts from '../../../shared/texts/settling.json';
import type { LocalizedText } from '../definition';
import { fill, words } from '../texts';

const catalogue: Readonly<Record<string, LocalizedText>> = settlingTexts;

export function ts(key: keyof typeof settlingTexts, values: Readonly<Record<string, string>> = {}): string {
  const entry = catalogue[key];
  return entry ? fill(words(entry), values) : key;
}

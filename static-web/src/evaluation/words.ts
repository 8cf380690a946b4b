/** The texts of the evaluators' pages and the report, loaded only with these pages. */
import evaluationTexts from '../../../shared/texts/evaluation.json';
import type { LocalizedText } from '../definition';
import { fill, language, words } from '../texts';

export type EvaluationKey = keyof typeof evaluationTexts;

const catalogue: Readonly<Record<string, LocalizedText>> = evaluationTexts;

export function te(key: EvaluationKey, values: Readonly<Record<string, string | number>> = {}): string {
  return worded(key, values);
}

/** The name of a figure or a part. One that this build does not know is shown by its id. */
export function nameOf(part: string): string {
  return catalogue[`figure.${part}`]
    ? worded(`figure.${part}`)
    : catalogue[`part.${part}`]
      ? worded(`part.${part}`)
      : part;
}

/** `99,871 %` for the server's `99.871`; a dash where nothing was counted. */
export function percentInWords(percent: string | null): string {
  if (percent === null) return te('none');
  return te('percent', { percent: language.value === 'da' ? percent.replace('.', ',') : percent });
}

export function numberInWords(value: number): string {
  return new Intl.NumberFormat(language.value === 'da' ? 'da-DK' : 'en-GB').format(value);
}

function worded(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const entry = catalogue[key];
  return entry ? fill(words(entry), values) : key;
}

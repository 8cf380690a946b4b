/** The texts of the evaluators' pages and the report, loaded only with these pages. */
import evaluationTexts from '../../../shared/texts/evaluation.json';
import type { LocalizedText } from '../definition';
import type { ShownEffects } from './api';
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

/**
 * An app's title; its name where it is not served any more, or the server is older than this page and sends no titles. All apps
 * together where it is empty.
 */
export function appInWords(app: string, titles: Partial<ShownEffects>['titles']): string {
  if (app === '') return te('effect.all');
  const title = titles?.[app];
  return title ? words(title) : app;
}

/** The name of a meter. A meter that this build does not know, from a bill or local rates, keeps its own name. */
export function meterInWords(meter: string): string {
  return catalogue[`meter.${meter}`] ? worded(`meter.${meter}`) : meter;
}

export function unitInWords(unit: string): string {
  return catalogue[`unit.${unit}`] ? worded(`unit.${unit}`) : unit;
}

/** `99,871 %` for the server's `99.871`; a dash where nothing was counted. */
export function percentInWords(percent: string | null): string {
  if (percent === null) return te('none');
  return te('percent', { percent: language.value === 'da' ? percent.replace('.', ',') : percent });
}

export function numberInWords(value: number): string {
  return new Intl.NumberFormat(language.value === 'da' ? 'da-DK' : 'en-GB').format(value);
}

/** `4,2` in Danish for the server's `4.2`. */
export function decimalInWords(value: string): string {
  return language.value === 'da' ? value.replace('.', ',') : value;
}

function worded(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const entry = catalogue[key];
  return entry ? fill(words(entry), values) : key;
}

/** `1.234,50 kr.` for the server's `1234.50`. */
export function kronerInWords(amount: string): string {
  const locale = language.value === 'da' ? 'da-DK' : 'en-GB';
  return te('page.kroner', {
    amount: new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(Number(amount)),
  });
}

/** `80 % (4 af 5)`; a dash where `whole` is 0. */
export function shareInWords(part: number, whole: number): string {
  if (whole === 0) return te('none');
  const percent = te('percent', { percent: Math.round((100 * part) / whole) });
  return te('page.share', { percent, part: numberInWords(part), whole: numberInWords(whole) });
}

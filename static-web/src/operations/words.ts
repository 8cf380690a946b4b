/** The texts of the operators' pages, loaded only with them. */
import operationsTexts from '../../../shared/texts/operations.json';
import type { LocalizedText } from '../definition';
import type { Status } from '../api';
import type { ShownPile } from '../generated/api';
import { systemOf } from '../status';
import { fill, language, words } from '../texts';

export type OperationsKey = keyof typeof operationsTexts;

const catalogue: Readonly<Record<string, LocalizedText>> = operationsTexts;

export function to(key: OperationsKey, values: Readonly<Record<string, string | number>> = {}): string {
  const entry = catalogue[key];
  return entry ? fill(words(entry), values) : key;
}

export const stateName = (status: Status): string => to(`state.${status}`);

/** The name that people use for a target's system; the target's own name where it has none. */
export const targetName = (target: string): string =>
  target === LOG ? to('targets.log') : systemOf(target) || target || '–';

/** The target of forms that are drafts: the product's own log, which is no case system. */
const LOG = 'log';

/** Whether a target is a case system, with a list of its own to compare with. */
export const isSystem = (target: string): boolean => systemOf(target) !== '';

/** The app's title; its name where the server does not know the app. */
export function appName({ app, appTitle }: Pick<ShownPile, 'app'> & Partial<Pick<ShownPile, 'appTitle'>>): string {
  return appTitle ? words(appTitle) : app;
}

const MINUTE = 60_000;

/** How long a delivery has been in its state, in the largest full unit, such as `3 timer`. */
export function age(since: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - new Date(since).getTime()) / MINUTE));
  if (minutes < 1) return to('age.none');
  const [value, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day'];
  const locale = language.value === 'da' ? 'da-DK' : 'en-GB';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** The texts of the operators' page, which only it brings. */
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

/** What people call the system that a target delivers to; the target's own name where it is none. */
export const targetName = (target: string): string =>
  target === LOG ? to('targets.log') : systemOf(target) || target || '–';

/** The target of drafts: the product's own log, which is no case system. */
const LOG = 'log';

/** Whether a target is a case system, with a list of its own to compare with. */
export const isSystem = (target: string): boolean => systemOf(target) !== '';

/** The app's title; its name in the code where the server does not know the app, or is older than its titles here. */
export function appName({ app, appTitle }: Pick<ShownPile, 'app'> & Partial<Pick<ShownPile, 'appTitle'>>): string {
  return appTitle ? words(appTitle) : app;
}

const MINUTE = 60_000;

/** `3 timer`: how long it has stood so, in the largest unit that is full. */
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

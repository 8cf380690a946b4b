/** The texts of the access pages, loaded only with them. */
import accessTexts from '../../../shared/texts/access.json';
import { fill, words } from '../texts';
import type { LocalizedText } from '../definition';

export type AccessKey = keyof typeof accessTexts;

const catalogue: Readonly<Record<string, LocalizedText>> = accessTexts;

export function ta(key: AccessKey, values: Readonly<Record<string, string | number>> = {}): string {
  const entry = catalogue[key];
  return entry ? fill(words(entry), values) : key;
}

/** The names of roles in words. A role that this build does not know is shown by its id. */
export function rolesInWords(roles: readonly string[]): string {
  return roles.map((role) => roleInWords(role)).join(', ');
}

export function roleInWords(role: string): string {
  const entry = catalogue[`role.${role}`];
  return entry ? words(entry) : role;
}

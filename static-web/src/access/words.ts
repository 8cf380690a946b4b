/** The texts of who may come in, which only these pages bring. */
import accessTexts from '../../../shared/texts/access.json';
import { fill, words } from '../texts';
import type { LocalizedText } from '../definition';

export type AccessKey = keyof typeof accessTexts;

const catalogue: Readonly<Record<string, LocalizedText>> = accessTexts;

export function ta(key: AccessKey, values: Readonly<Record<string, string | number>> = {}): string {
  const entry = catalogue[key];
  return entry ? fill(words(entry), values) : key;
}

/** Roles as people say them; one that a newer server has invented by its own name. */
export function rolesInWords(roles: readonly string[]): string {
  return roles.map((role) => roleInWords(role)).join(', ');
}

export function roleInWords(role: string): string {
  const entry = catalogue[`role.${role}`];
  return entry ? words(entry) : role;
}

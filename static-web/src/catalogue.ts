/**
 * The texts of the page, from the one catalogue in shared/texts. The build makes a file for each language, since a page
 * needs only one.
 */
import { effect, signal } from '@preact/signals';
import type formTexts from '../../shared/texts/form.json';
import type uiTexts from '../../shared/texts/ui.json';
import type { LocalizedText } from './definition';

export type Language = 'da' | 'en';
export type TextKey = keyof typeof uiTexts | keyof typeof formTexts;
type Values = Readonly<Record<string, string | number>>;

const STORED_AS = 'feltskema.language';

const FILES = { da: () => import('virtual:texts/da'), en: () => import('virtual:texts/en') };
const loaded: Partial<Record<Language, Texts>> = {};

/** The texts by key; placeholders are filled in by name. */
interface Texts {
  texts: Readonly<Record<string, string>>;
  faults: Readonly<Record<string, string>>;
}

export const language = signal<Language>(remembered() ?? preferred(navigator.languages ?? []));

effect(() => {
  document.documentElement.lang = language.value;
});

/** Loads the texts of a language. Must be called before anything is drawn. Rejects as an import does. */
export async function loadTexts(ofLanguage: Language): Promise<void> {
  loaded[ofLanguage] ??= await FILES[ofLanguage]();
}

/** Switches to this language as soon as its texts are loaded, and remembers it. */
export function speak(chosen: Language): void {
  if (loaded[chosen]) language.value = chosen;
  else
    void loadTexts(chosen).then(
      () => (language.value = chosen),
      () => undefined,
    );
  try {
    localStorage.setItem(STORED_AS, chosen);
  } catch {
    // A private window has no storage: the choice lasts until the page is closed.
  }
}

/** The first of the browser's languages that the app has; Danish when it has none of them. */
export function preferred(tags: readonly string[]): Language {
  for (const tag of tags) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'da' || base === 'en') return base;
  }
  return 'da';
}

/** A text of the catalogue with its placeholders filled in. A component that reads it follows the language. */
export function t(key: TextKey, values: Values = {}): string {
  const text = loaded[language.value]?.texts[key];
  return text === undefined ? key : fill(text, values);
}

/** A definition's text in the current language. */
export function words(both: LocalizedText): string {
  return both[language.value] || both.da;
}

/** A fault in words, and what to do about it; the same texts as the server's. */
export function fieldFault(code: string, label: string, limit?: string | number): string {
  const faults = loaded[language.value]?.faults;
  const message = faults?.[code] ?? faults?.['wrong-type'] ?? label;
  // A limit in kroner or minutes (`kr.`, `min.`) ends with a full stop, so the message's own is left out.
  const text = String(limit ?? '').endsWith('.') ? message.replace('{limit}.', '{limit}') : message;
  return fill(text, { label, limit: limit ?? '' });
}

/** A text with its placeholders filled in. */
export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

function remembered(): Language | undefined {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return stored === 'da' || stored === 'en' ? stored : undefined;
  } catch {
    return undefined;
  }
}

/** Which forms there are, kept on the phone so that a visit can begin without a network. */
import { signal } from '@preact/signals';
import { definition as fetchDefinition, definitions, type DefinitionSummary } from './api';
import type { Definition } from './definition';
import { words } from './texts';

const STORED_AS = 'feltskema.definitions';

export const forms = signal<DefinitionSummary[]>(stored());

const compiled = new Map<string, Promise<Definition>>();

/** Asks for the list anew. Throws what the call throws; the list then stays as it was. */
export async function refreshForms(): Promise<void> {
  forms.value = await definitions();
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(forms.value));
  } catch {
    // Without storage the list lasts as long as the page.
  }
}

/** The compiled definition of an app in one version, asked for once a page load. */
export function definitionOf(app: string, version: number): Promise<Definition> {
  const key = `${app} ${version}`;
  const known = compiled.get(key);
  if (known) return known;
  const asked = fetchDefinition(app, version);
  compiled.set(key, asked);
  asked.catch(() => compiled.delete(key));
  return asked;
}

/** What a list calls the app; empty for one that the person no longer sees. */
export function titleOfApp(app: string): string {
  const form = forms.value.find((one) => one.app === app);
  return form ? words(form.title) : '';
}

function stored(): DefinitionSummary[] {
  try {
    return JSON.parse(localStorage.getItem(STORED_AS) ?? '[]') as DefinitionSummary[];
  } catch {
    return [];
  }
}

/** Which forms there are, kept on the phone so that a visit can begin without a network. */
import { signal } from '@preact/signals';
import { definition as fetchDefinition, definitions, type DefinitionSummary } from './api';
import type { Definition } from './definition';

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

/** The compiled definition of an app, asked for once a page load. */
export function definitionOf(app: string): Promise<Definition> {
  const known = compiled.get(app);
  if (known) return known;
  const asked = fetchDefinition(app);
  compiled.set(app, asked);
  asked.catch(() => compiled.delete(app));
  return asked;
}

function stored(): DefinitionSummary[] {
  try {
    return JSON.parse(localStorage.getItem(STORED_AS) ?? '[]') as DefinitionSummary[];
  } catch {
    return [];
  }
}

/** Which forms there are, and their definitions: kept on the phone, so that a visit can begin without a network. */
import limits from '../../shared/contract/limits.json';
import { effect, signal } from '@preact/signals';
import { definition as fetchDefinition, definitions, type DefinitionSummary, type How } from './api';
import type { Definition } from './definition';
import { withLists } from './form/engine/lists';
import { keepDefinition, keepForms, keptDefinition, keptForms } from './offline/kept';
import { personKey } from './session';
import { words } from './texts';

export const forms = signal<DefinitionSummary[]>([]);

// Those known from last time, until the server has told. Another person's are another list.
effect(() => {
  const key = personKey.value;
  forms.value = [];
  void keptForms().then((keptBefore) => {
    if (keptBefore && personKey.peek() === key && forms.peek().length === 0) forms.value = keptBefore;
  });
});

/** Asks for the list anew. Throws what the call throws; the list then stays as it was. */
export async function refreshForms(how: How = {}): Promise<void> {
  forms.value = await definitions(how);
  await keepForms(forms.value);
}

/**
 * A definition in one version, which never changes once it is published: the kept one will do; a draft's is asked for first. Throws
 * what the call throws where none is kept.
 */
export async function definitionOf(app: string, version: number, how: How = {}): Promise<Definition> {
  if (app.endsWith(limits.draftSuffix)) {
    const asked = await fetchDefinition(app, version, how).catch(() => undefined);
    if (asked) return kept(asked);
  }
  return (await keptDefinition(app, version)) ?? (await kept(await fetchDefinition(app, version, how)));
}

/** The server's newest, which is then kept. Throws what the call throws. */
export async function newestDefinition(app: string): Promise<Definition> {
  return kept(await fetchDefinition(app));
}

/** What a list calls the app; empty for one that the person no longer sees. */
export function titleOfApp(app: string): string {
  const form = forms.value.find((summary) => summary.app === app);
  return form ? words(form.title) : '';
}

async function kept(definition: Definition): Promise<Definition> {
  await keepDefinition(definition);
  return withLists(definition);
}

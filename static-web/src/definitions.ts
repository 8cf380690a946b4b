/** Fetches the list of forms and their definitions, and stores them on the phone, so that a visit can begin without a network. */
import limits from '../../shared/contract/limits.json';
import { effect, signal } from '@preact/signals';
import { definition as fetchDefinition, definitions, type DefinitionSummary, type CallOptions } from './api';
import type { Definition } from './definition';
import { withLists } from './form/engine/lists';
import { saveDefinition, saveForms, loadDefinition, loadForms } from './offline/stored';
import { personKey } from './session';
import { words } from './texts';

export const forms = signal<DefinitionSummary[]>([]);

// Show the signed-in person's stored list until the server has answered.
effect(() => {
  const key = personKey.value;
  forms.value = [];
  void loadForms().then((stored) => {
    if (stored && personKey.peek() === key && forms.peek().length === 0) forms.value = stored;
  });
});

/** The numbers of the last request for the list, and of the one that the list is the answer to. */
let [latestRequest, latestAnswered] = [0, 0];

/**
 * Fetches the list. Throws what the call throws; the list then stays as it was. The answer to an earlier request, or to one that was
 * made for another person, is ignored.
 */
export async function refreshForms(options: CallOptions = {}): Promise<void> {
  const [key, request] = [personKey.peek(), (latestRequest += 1)];
  const fetched = await definitions(options);
  if (request < latestAnswered || personKey.peek() !== key) return;
  latestAnswered = request;
  forms.value = fetched;
  await saveForms(fetched);
}

/**
 * A version of a definition. A published version never changes, so the stored one is used. That of a form that is a draft is fetched,
 * and the stored one used where that fails. Throws what the call throws where none is stored.
 */
export async function definitionOf(app: string, version: number, options: CallOptions = {}): Promise<Definition> {
  if (app.endsWith(limits.draftSuffix)) {
    const fetched = await fetchDefinition(app, version, options).catch(() => undefined);
    if (fetched) return saved(fetched);
  }
  return (await loadDefinition(app, version)) ?? (await saved(await fetchDefinition(app, version, options)));
}

/** Fetches and stores the newest version. Throws what the call throws. */
export async function newestDefinition(app: string): Promise<Definition> {
  return saved(await fetchDefinition(app));
}

/** The app's title in lists; empty for one that the person no longer sees. */
export function titleOfApp(app: string): string {
  const form = forms.value.find((summary) => summary.app === app);
  return form ? words(form.title) : '';
}

async function saved(definition: Definition): Promise<Definition> {
  await saveDefinition(definition);
  return withLists(definition);
}

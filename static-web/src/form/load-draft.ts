/**
 * Loads what a form needs: the draft and its version of the definition, from the phone where possible, so that it works
 * without a network.
 */
import { newestDefinition, definitionOf } from '../definitions';
import type { Definition } from '../definition';
import { loadDraft, StorageUnavailable, type Draft } from '../drafts';
import { pendingSaves } from '../drafts/autosave';
import { memoryRead } from '../memory/store';
import { loadDefinition } from '../offline/stored';
import { entryOf } from '../outbox/store';
import { personKey } from '../session';
import { idIsSaved, isOwnId } from './own-id';

export interface Opened {
  definition: Definition;
  draft?: Draft;
}

/** Whether the registration is in the outbox, so that it cannot be edited. */
export async function isSent(id: string): Promise<boolean> {
  const key = personKey.peek();
  return key !== null && (await unlessUnavailable(entryOf(key, id))) !== undefined;
}

/** The person has no draft with that id, and it was not made for a new one: it is another's, or on another phone. */
export class UnknownDraft extends Error {}

/** The form of this draft is not available anywhere. */
export class Formless extends Error {
  constructor(
    readonly draft: Draft,
    readonly failure: unknown,
  ) {
    super('no form for a draft');
  }
}

/**
 * Loads it. Throws `Problem` or `NoNetwork` when neither the phone nor the server gives a definition; `Locked`,
 * `Unreadable` or `StorageUnavailable` when there is, or may be, a draft that cannot be read; `Formless` when the
 * draft's form is not available; `UnknownDraft`.
 */
export async function open(app: string, id: string): Promise<Opened> {
  const isOwn = isOwnId(id);
  await pendingSaves();
  // A new one may be written where the browser keeps nothing.
  const reading = isOwn ? unlessUnavailable(loadDraft(id)) : loadDraft(id);
  const [draft, stored] = await Promise.all([reading, loadDefinition(app)]);
  if (!draft && !isOwn) throw new UnknownDraft();
  if (draft?.app === app) {
    idIsSaved(id);
    return { definition: await formOf(draft), draft };
  }
  // A new one begins with what is remembered.
  await memoryRead();
  // The stored definition is enough to begin; `newerFor` asks the server afterwards.
  return { definition: stored ?? (await newestDefinition(app)) };
}

async function formOf(draft: Draft): Promise<Definition> {
  try {
    return await definitionOf(draft.app, draft.version);
  } catch (failure) {
    throw new Formless(draft, failure);
  }
}

/**
 * The server's newest definition, if it differs from the opened one; undefined when it is unknown. Before anything is
 * written, a change within a version counts too: authors try things out.
 */
export async function newerFor({ definition, draft }: Opened): Promise<Definition | undefined> {
  const newest = await newestDefinition(definition.app).catch(() => undefined);
  if (!newest || newest.version < definition.version) return undefined;
  if (!draft) return JSON.stringify(newest) === JSON.stringify(definition) ? undefined : newest;
  const isNewer = newest.version > definition.version && newest.version > (draft.stayedBefore ?? 0);
  return isNewer ? newest : undefined;
}

async function unlessUnavailable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (failure) {
    if (failure instanceof StorageUnavailable) return undefined;
    throw failure;
  }
}

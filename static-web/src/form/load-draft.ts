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

/** The person has no draft with that id on this phone, and the id was not made for a new one. */
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
 * Loads the draft and its definition. Throws `UnknownDraft`; `Locked`, `Unreadable` or `StorageUnavailable` where the draft cannot be
 * read; `Formless` where the draft's form is not available; `Problem` or `NoNetwork` where a new draft's definition is neither on the
 * phone nor to be had from the server.
 */
export async function open(app: string, id: string): Promise<Opened> {
  const isOwn = isOwnId(id);
  await pendingSaves();
  // A new draft can be written even where the browser cannot store it.
  const reading = isOwn ? unlessUnavailable(loadDraft(id)) : loadDraft(id);
  const [draft, stored] = await Promise.all([reading, loadDefinition(app)]);
  if (!draft && !isOwn) throw new UnknownDraft();
  if (draft?.app === app) {
    idIsSaved(id);
    return { definition: await formOf(draft), draft };
  }
  // Wait for the phone's memory, whose answers a new draft suggests.
  await memoryRead();
  // Begin with the stored definition at once; `newerFor` asks the server for a newer one afterwards.
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
 * The server's newest definition, if it differs from the opened one; undefined when it is unknown. As long as nothing is written, a
 * change within a version counts too, since authors change a form that is a draft without a new version.
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

/** Opening a form: on the draft's own version where there is a draft, at once with what the phone has, and without a network. */
import { newestDefinition, definitionOf } from '../definitions';
import type { Definition } from '../definition';
import { draft as keptDraft, StorageUnavailable, type Draft } from '../drafts';
import { lastSaves } from '../drafts/autosave';
import { memoryRead } from '../memory/store';
import { keptDefinition } from '../offline/kept';
import { entryOf } from '../outbox/store';
import { personKey } from '../session';
import { idIsKept, isOwnId } from './own-id';

export interface Opened {
  definition: Definition;
  draft?: Draft;
}

/** Whether it stands in the outbox: then there is nothing to write in. */
export async function isSent(id: string): Promise<boolean> {
  const key = personKey.peek();
  return key !== null && (await unlessNotKept(entryOf(key, id))) !== undefined;
}

/** No draft of the person's has that id, and it was not made for a new one: it is another's, or of another phone. */
export class UnknownDraft extends Error {}

/** Nobody has the form that this draft answers. */
export class Formless extends Error {
  constructor(
    readonly draft: Draft,
    readonly failure: unknown,
  ) {
    super('no form for a draft');
  }
}

/**
 * Throws `Problem` or `NoNetwork` when the phone has no definition and the server gives none; `Locked`, `Unreadable` or `StorageUnavailable`
 * when there is, or may be, a draft that cannot be read; `Formless` when there is one whose form nobody has; `UnknownDraft`.
 */
export async function open(app: string, id: string): Promise<Opened> {
  const isOwn = isOwnId(id);
  await lastSaves();
  // A new one may be written where the browser keeps nothing.
  const asked = isOwn ? unlessNotKept(keptDraft(id)) : keptDraft(id);
  const [draft, kept] = await Promise.all([asked, keptDefinition(app)]);
  if (!draft && !isOwn) throw new UnknownDraft();
  if (draft?.app === app) {
    idIsKept(id);
    return { definition: await formOf(draft), draft };
  }
  // A new one begins with what is remembered.
  await memoryRead();
  // What is known will do to begin with; `newerFor` asks the server behind it.
  return { definition: kept ?? (await newestDefinition(app)) };
}

async function formOf(draft: Draft): Promise<Definition> {
  try {
    return await definitionOf(draft.app, draft.version);
  } catch (failure) {
    throw new Formless(draft, failure);
  }
}

/**
 * The server's newest definition, where it is another than what was opened; undefined when nobody
 * knows. Before anything is written, a change within a version counts too: authors try things out.
 */
export async function newerFor({ definition, draft }: Opened): Promise<Definition | undefined> {
  const newest = await newestDefinition(definition.app).catch(() => undefined);
  if (!newest || newest.version < definition.version) return undefined;
  if (!draft) return JSON.stringify(newest) === JSON.stringify(definition) ? undefined : newest;
  const isNewer = newest.version > definition.version && newest.version > (draft.stayedBefore ?? 0);
  return isNewer ? newest : undefined;
}

async function unlessNotKept<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (failure) {
    if (failure instanceof StorageUnavailable) return undefined;
    throw failure;
  }
}

/** Opening a form: on the draft's own version where there is a draft, and without a network where the phone can. */
import { definition as fetchDefinition, NoNetwork, Problem } from '../api';
import type { Definition } from '../definition';
import { draft as keptDraft, keepDefinition, keptDefinition, NotKept, type Draft } from '../drafts';
import { entryOf } from '../outbox/store';
import { personKey } from '../session';

export interface Opened {
  definition: Definition;
  draft?: Draft;
}

/** Whether it stands in the outbox: then there is nothing to write in. */
export async function isSent(id: string): Promise<boolean> {
  const key = personKey.peek();
  return key !== null && (await unlessNotKept(entryOf(key, id))) !== undefined;
}

/** Throws `Problem` or `NoNetwork` when the phone has no definition and the server gives none. */
export async function open(app: string, id: string): Promise<Opened> {
  const draft = await unlessNotKept(keptDraft(id));
  if (draft?.app !== app) return { definition: await newest(app) };
  return { definition: await ofVersion(app, draft.version), draft };
}

/** The newest definition where it is newer than the draft's; undefined when nobody knows. */
export async function newerFor({ definition, draft }: Opened): Promise<Definition | undefined> {
  if (!draft) return undefined;
  const found = await newest(definition.app).catch(() => undefined);
  const isNewer = found && found.version > definition.version && found.version > (draft.stayedBefore ?? 0);
  return isNewer ? found : undefined;
}

/** A version never changes, so the kept one will do. */
async function ofVersion(app: string, version: number): Promise<Definition> {
  const own = await unlessNotKept(keptDefinition(app, version));
  return own ?? (await kept(await fetchDefinition(app, version)));
}

/** The server's, which is then kept; the one kept when the server can't be asked. */
async function newest(app: string): Promise<Definition> {
  try {
    return await kept(await fetchDefinition(app));
  } catch (failure) {
    const isForGood = failure instanceof Problem && failure.status === 404;
    if (isForGood || !(failure instanceof Problem || failure instanceof NoNetwork)) throw failure;
    const known = await unlessNotKept(keptDefinition(app));
    if (!known) throw failure;
    return known;
  }
}

async function kept(definition: Definition): Promise<Definition> {
  await unlessNotKept(keepDefinition(definition));
  return definition;
}

async function unlessNotKept<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (failure) {
    if (failure instanceof NotKept) return undefined;
    throw failure;
  }
}

/** Opening a form: on the draft's own version where there is a draft, and without a network where the phone can. */
import { definition as fetchDefinition, NoNetwork, Problem } from '../api';
import type { Definition } from '../definition';
import { draft as keptDraft, keepDefinition, keptDefinition, NotKept, type Draft } from '../drafts';

export interface Opened {
  definition: Definition;
  draft?: Draft;
}

/** Throws `Problem` or `NoNetwork` when the phone has no definition and the server gives none. */
export async function open(app: string, id: string): Promise<Opened> {
  const draft = await unlessNotKept(keptDraft(id));
  if (draft?.app !== app) return { definition: await newest(app) };
  const own = await unlessNotKept(keptDefinition(app, draft.version));
  return { definition: own ?? (await newest(app)), draft };
}

/** The server's, which is then kept; the one kept when the server can't be asked. */
async function newest(app: string): Promise<Definition> {
  try {
    const definition = await fetchDefinition(app);
    await unlessNotKept(keepDefinition(definition));
    return definition;
  } catch (failure) {
    const isForGood = failure instanceof Problem && failure.status === 404;
    if (isForGood || !(failure instanceof Problem || failure instanceof NoNetwork)) throw failure;
    const kept = await unlessNotKept(keptDefinition(app));
    if (!kept) throw failure;
    return kept;
  }
}

async function unlessNotKept<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (failure) {
    if (failure instanceof NotKept) return undefined;
    throw failure;
  }
}

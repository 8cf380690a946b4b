/**
 * Decides which id a form may use: one that was made in this history entry and is not saved yet, or that of a draft.
 * Any other id in an address may belong to another person's draft, or to another phone.
 */
import { formPath, navigate } from '../route';
import { personKey } from '../session';
import { uuidv7 } from './uuid';

/**
 * Puts a new id into the address. The mark stays with this history entry, also after a reload, until the draft is
 * saved.
 */
export function takeNewId(app: string): void {
  const id = uuidv7();
  claimId(id);
  navigate(formPath(app, id), { replace: true });
}

/** Begins a draft with that id in this history entry. */
export function claimId(id: string): void {
  mark(markOf(id));
}

export function isOwnId(id: string): boolean {
  return (history.state as { newDraft?: string } | null)?.newDraft === markOf(id);
}

/** The draft is saved now: an empty form with its id would be a mistake. */
export function idIsSaved(id: string): void {
  if (isOwnId(id)) mark(undefined);
}

/** Another person who signs in on this page has not made it. */
const markOf = (id: string) => `${personKey.peek() ?? ''} ${id}`;

function mark(newDraft: string | undefined): void {
  history.replaceState({ ...(history.state as object | null), newDraft }, '');
}

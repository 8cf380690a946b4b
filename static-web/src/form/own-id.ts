/**
 * Decides which id in an address a form may use: that of a draft on this phone, or one that was made in this history entry and is not
 * saved yet. Any other id may belong to another person's draft, or be from another phone.
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

/** To be called when the draft is saved: from now on the id may not be used for an empty form. */
export function idIsSaved(id: string): void {
  if (isOwnId(id)) mark(undefined);
}

/** The mark of an id. It contains the person, so that another person who signs in on this page cannot use the id. */
const markOf = (id: string) => `${personKey.peek() ?? ''} ${id}`;

function mark(newDraft: string | undefined): void {
  history.replaceState({ ...(history.state as object | null), newDraft }, '');
}

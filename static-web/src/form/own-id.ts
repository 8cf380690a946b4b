/**
 * Which id a form may take: one that was made on this page of the browser's history and is not kept yet, or that of a draft. What
 * else stands in an address may be another's draft, or one of another phone.
 */
import { formPath, navigate } from '../route';
import { personKey } from '../session';
import { uuidv7 } from './uuid';

/** The address gets an id of its own. The mark stays with this page of the history, a reload too, until the draft is kept. */
export function takeNewId(app: string): void {
  const id = uuidv7();
  claimId(id);
  navigate(formPath(app, id), { replace: true });
}

/** The person begins a draft under that id on this page of the history. */
export function claimId(id: string): void {
  mark(markOf(id));
}

export function isOwnId(id: string): boolean {
  return (history.state as { newDraft?: string } | null)?.newDraft === markOf(id);
}

/** From now on the phone knows it: an empty form under it would be a mistake. */
export function idIsKept(id: string): void {
  if (isOwnId(id)) mark(undefined);
}

/** Whoever signs in afterwards on the same page has not made it. */
const markOf = (id: string) => `${personKey.peek() ?? ''} ${id}`;

function mark(newDraft: string | undefined): void {
  history.replaceState({ ...(history.state as object | null), newDraft }, '');
}

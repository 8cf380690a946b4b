/** Signs out: reports what only this phone has, and deletes everything of the person's from it. */
import { pendingSaves } from './drafts/autosave';
import { readableAndLockedDrafts } from './drafts';
import { wipe } from './drafts/wipe';
import { remember, remembered } from './local-storage';
import { entriesOf } from './outbox/store';
import { logout, personKey } from './session';
import { saveWaitingAnswer } from './survey/waiting-answer';

/** What only this phone has. */
export interface UnsentWork {
  drafts: number;
  /** Sent by the person, but not received yet. */
  waiting: number;
}

const OWED_AS = 'feltskema.wipe';

/** What only this phone has. Throws `StorageUnavailable` where the store does not answer. */
export async function countUnsentWork(): Promise<UnsentWork> {
  await pendingSaves();
  const key = personKey.peek();
  if (key === null) return { drafts: 0, waiting: 0 };
  const [{ drafts, locked }, waiting] = await Promise.all([readableAndLockedDrafts(), entriesOf(key)]);
  return { drafts: drafts.length + locked.length, waiting: waiting.length };
}

/** Ends the session and deletes everything of the person's from the phone; also without a network. Never rejects. */
export async function signOut(): Promise<void> {
  const key = personKey.peek();
  const loggedOut = logout();
  if (key !== null) await wiped(key);
  await loggedOut;
}

/** Completes a deletion that was interrupted, or that the store did not answer. Never rejects. */
export async function finishWiping(): Promise<void> {
  const owed = remembered(OWED_AS);
  // A person who is back since then has new work here.
  if (owed === personKey.peek()) remember(OWED_AS, null);
  else if (owed !== null) await wiped(owed);
}

async function wiped(key: string): Promise<void> {
  remember(OWED_AS, key);
  // Open forms close when the page is drawn without them, and save first.
  await new Promise((resolve) => setTimeout(resolve, 50));
  await pendingSaves();
  saveWaitingAnswer(null);
  try {
    await wipe(key);
    remember(OWED_AS, null);
  } catch {
    // Retried at the next start.
  }
}

/** Signs out: counts the work that exists only on this phone, and deletes all data of the person from it. */
import { pendingSaves } from './drafts/autosave';
import { readableAndLockedDrafts } from './drafts';
import { wipe } from './drafts/wipe';
import { remember, remembered } from './local-storage';
import { entriesOf } from './outbox/store';
import { logout, personKey } from './session';
import { saveWaitingAnswer } from './survey/waiting-answer';

/** The numbers of drafts and registrations that exist only on this phone. */
export interface UnsentWork {
  drafts: number;
  /** Sent by the person, but not received yet. */
  waiting: number;
}

const WIPE_KEY = 'feltskema.wipe';

/** Counts the work that exists only on this phone. Throws `StorageUnavailable` where the store does not answer. */
export async function countUnsentWork(): Promise<UnsentWork> {
  await pendingSaves();
  const key = personKey.peek();
  if (key === null) return { drafts: 0, waiting: 0 };
  const [{ drafts, locked }, waiting] = await Promise.all([readableAndLockedDrafts(), entriesOf(key)]);
  return { drafts: drafts.length + locked.length, waiting: waiting.length };
}

/** Ends the session and deletes all data of the person from the phone, also without a network. Never rejects. */
export async function signOut(): Promise<void> {
  const key = personKey.peek();
  const loggedOut = logout();
  if (key !== null) await wiped(key);
  await loggedOut;
}

/** Completes a deletion that was interrupted, or that failed. Never rejects. */
export async function finishWiping(): Promise<void> {
  const pendingKey = remembered(WIPE_KEY);
  // The person has signed in again since, so the data may be new: delete nothing.
  if (pendingKey === personKey.peek()) remember(WIPE_KEY, null);
  else if (pendingKey !== null) await wiped(pendingKey);
}

async function wiped(key: string): Promise<void> {
  remember(WIPE_KEY, key);
  // Wait until the page is drawn without the open forms, which save before they close.
  await new Promise((resolve) => setTimeout(resolve, 50));
  await pendingSaves();
  saveWaitingAnswer(null);
  try {
    await wipe(key);
    remember(WIPE_KEY, null);
  } catch {
    // Retried at the next start.
  }
}

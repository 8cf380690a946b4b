/** Signing out: what is on the phone and nowhere else, and that nothing of it is left afterwards. */
import { lastSaves } from './drafts/autosave';
import { everyDraft } from './drafts';
import { wipe } from './drafts/wipe';
import { remember, remembered } from './local-storage';
import { entriesOf } from './outbox/store';
import { logout, personKey } from './session';

/** What only this phone has. */
export interface OnlyHere {
  drafts: number;
  /** Sent by the person, and not yet received. */
  waiting: number;
}

const OWED_AS = 'feltskema.wipe';

/** Throws `StorageUnavailable` where the phone's store does not say. */
export async function onlyHere(): Promise<OnlyHere> {
  await lastSaves();
  const key = personKey.peek();
  if (key === null) return { drafts: 0, waiting: 0 };
  const [{ drafts, locked }, waiting] = await Promise.all([everyDraft(), entriesOf(key)]);
  return { drafts: drafts.length + locked.length, waiting: waiting.length };
}

/** Ends the session and leaves nothing of the person's on the phone; without a network too. Never rejects. */
export async function signOut(): Promise<void> {
  const key = personKey.peek();
  const loggedOut = logout();
  if (key !== null) await wiped(key);
  await loggedOut;
}

/** A wiping that was cut short, or that the store did not answer, is made good. Never rejects. */
export async function finishWiping(): Promise<void> {
  const owed = remembered(OWED_AS);
  // Who is back since then has new work here.
  if (owed === personKey.peek()) remember(OWED_AS, null);
  else if (owed !== null) await wiped(owed);
}

async function wiped(key: string): Promise<void> {
  remember(OWED_AS, key);
  // Forms that are open close when the page is drawn without them, and keep what they have before that.
  await new Promise((resolve) => setTimeout(resolve, 50));
  await lastSaves();
  try {
    await wipe(key);
    remember(OWED_AS, null);
  } catch {
    // At the next start.
  }
}

/** Fetches a person's keys at sign-in, and removes them when the session has ended. */
import { effect, signal } from '@preact/signals';
import { NoNetwork, Problem } from '../api';
import { draftsChanged } from '../drafts';
import { StorageUnavailable } from '../drafts/database';
import { route } from '../route';
import { isWorkdayOver, hasHadSession, personKey, roleless, session } from '../session';
import { finishWiping } from '../sign-out';
import { hasOwnKeys, hasServersKeys, keysChanged, removeServerKeys, removeOthersServerKeys, obtainKeys } from './keys';

/** How long fetched keys are used: a working day later they may have been rotated. */
const GOOD_FOR_MS = 12 * 3_600_000;

/** Whether the keys could not be fetched although somebody is signed in. Drafts that cannot be read now are not lost. */
export const keysFailed = signal(false);

/** Begins to follow the session. Returns a function that stops. */
export function followKeys(): () => void {
  const stopFollowing = effect(() => {
    const { state } = session.value;
    const isWriting = route.value.page === 'form' && hasHadSession.value;
    const key = personKey.value;
    if (key === null) return;
    if (state === 'signed-in' && !roleless.value) quietly(fetchKeys(key));
    // Keep the keys while a form is being edited, so that it can still be saved.
    else if (!isWriting && (state === 'signed-out' || (state === 'unknown' && isWorkdayOver())))
      quietly(removeServerKeys(key));
  });
  const stopDraftUpdates = effect(() => {
    if (keysChanged.value > 0) draftsChanged.value = draftsChanged.peek() + 1;
  });
  quietly(finishWiping());
  return () => {
    stopFollowing();
    stopDraftUpdates();
  };
}

async function fetchKeys(key: string): Promise<void> {
  await removeOthersServerKeys(key);
  if (await hasServersKeys(key, new Date(Date.now() - GOOD_FOR_MS))) {
    if (await hasOwnKeys(key)) await encryptAnew(key);
    return;
  }
  const isGiven = await obtainKeys(key).catch((failure: unknown) => {
    keysFailed.value = true;
    throw failure;
  });
  if (!isGiven) return;
  keysFailed.value = false;
  await encryptAnew(key);
}

/** Encrypts older rows with the present key, once a working day. The code is loaded when it is needed. */
async function encryptAnew(key: string): Promise<void> {
  const { reencrypt } = await import('../drafts/reencrypt');
  await reencrypt(key);
}

/** Logs a failure: the work is retried when the session is checked again. */
function quietly(work: Promise<void>): void {
  work.catch((failure: unknown) => {
    const isForeseen =
      failure instanceof NoNetwork || failure instanceof Problem || failure instanceof StorageUnavailable;
    if (!isForeseen) console.error(failure);
  });
}

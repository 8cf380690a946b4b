/** Fetches a person's keys at sign-in, and removes them when the session has ended. */
import { effect, signal } from '@preact/signals';
import { NoNetwork, Problem } from '../api';
import { draftsChanged } from '../drafts';
import { StorageUnavailable } from '../drafts/database';
import { route } from '../route';
import { isWorkdayOver, letIn, personKey, roleless, session } from '../session';
import { finishWiping } from '../sign-out';
import { hasOwnKeys, hasServersKeys, keysChanged, removeServerKeys, removeOthersServerKeys, obtainKeys } from './keys';

/** The keys are fetched once a sign-in; a working day later they may have been rotated. */
const GOOD_FOR_MS = 12 * 3_600_000;

/** Somebody is signed in, but the server did not give the keys: drafts that cannot be read now are not lost. */
export const keysFailed = signal(false);

/** Begins to follow the session. Returns a function that stops. */
export function followKeys(): () => void {
  const stopFollowing = effect(() => {
    const { state } = session.value;
    const isWriting = route.value.page === 'form' && letIn.value;
    const key = personKey.value;
    if (key === null) return;
    if (state === 'signed-in' && !roleless.value) quietly(fetchKeys(key));
    // A form that is being edited is not taken from its person.
    else if (!isWriting && (state === 'signed-out' || (state === 'unknown' && isWorkdayOver())))
      quietly(removeServerKeys(key));
  });
  const stopTelling = effect(() => {
    if (keysChanged.value > 0) draftsChanged.value = draftsChanged.peek() + 1;
  });
  quietly(finishWiping());
  return () => {
    stopFollowing();
    stopTelling();
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

/** Once a working day; its code is loaded when it is needed. */
async function encryptAnew(key: string): Promise<void> {
  const { reencrypt } = await import('../drafts/reencrypt');
  await reencrypt(key);
}

/** What fails now is retried at the next answer about the session. */
function quietly(work: Promise<void>): void {
  work.catch((failure: unknown) => {
    const isForeseen =
      failure instanceof NoNetwork || failure instanceof Problem || failure instanceof StorageUnavailable;
    if (!isForeseen) console.error(failure);
  });
}

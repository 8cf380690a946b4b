/**
 * Sends the outbox without a page, for the worker's `sync` event: `event.waitUntil(drainInWorker())`. It loads neither
 * texts nor form code, so the server adds the register's facts, and entries of an older page wait for a page.
 */
import { me, NoNetwork, Problem } from '../api';
import { uuidv7 } from '../form/uuid';
import { alone, BUSY } from './lock';
import { passOver, type Identity } from './pass';
import { entriesOf, giveBack, note, settle } from './store';

/** Makes one pass over the outbox. Throws where entries remain, so that the browser fires the event again. */
export async function drainInWorker(): Promise<void> {
  const identity = await whoIsSignedIn();
  if (identity === 'nobody') return;
  const { signal } = new AbortController();
  const ports = { keeping: { note, settle, giveBack }, lost: () => '', signal, isBackground: true };
  const clock = { now: () => new Date(), random: Math.random };
  const pass = { identity, name: uuidv7(), isForced: true };
  const result = await alone((isAlone) => passOver({ ...pass, isAlone }, { ...ports, ...clock }));
  if (result === BUSY || (await entriesOf(identity.person)).length > 0)
    throw new NoNetwork('the outbox is not empty yet');
}

async function whoIsSignedIn(): Promise<Extract<Identity, { person: string }> | 'nobody'> {
  try {
    const person = await me({ background: true });
    return person ? { person: person.key } : 'nobody';
  } catch (failure) {
    if (failure instanceof Problem && failure.status === 401) return 'nobody';
    throw failure;
  }
}

/** The attachments go before their registration, one after another; those that arrived are not sent again. */
import { Problem, putAttachment, type FieldProblem, type How } from '../api';
import { StorageUnavailable } from '../drafts/database';
import { Locked } from '../drafts/sealing';
import { Unreadable } from '../encryption/cipher';
import type { SentAttachment } from './attached';
import { keptOf, noteSent } from './kept';

/** Which attachment is on its way, of how many. */
export interface Progress {
  number: number;
  of: number;
}

export interface Sending {
  personKey: string;
  /** The id of the registration. */
  registration: string;
  attachments: readonly SentAttachment[];
  /** What to say of one that the phone has lost. */
  lost: (name: string) => string;
  report: (progress: Progress) => void;
  /** Before each that goes: throws where it must not. */
  before?: () => Promise<void>;
  how?: How;
}

/**
 * Sends what the server has not got. Throws `NoNetwork` or `Problem`; a `Problem` with faults where the phone has lost an
 * attachment, or the server does not take it. Throws `StorageUnavailable` where the phone's store does not answer.
 */
export async function sendAttachments(sending: Sending): Promise<void> {
  const { attachments, report } = sending;
  const faults: FieldProblem[] = [];
  for (const [place, attachment] of attachments.entries()) {
    report({ number: place + 1, of: attachments.length });
    const fault = await sendOne(attachment, sending);
    if (fault) faults.push(fault);
  }
  if (faults.length > 0) throw new Problem(422, { code: 'invalid-answers', errors: faults });
}

async function sendOne(
  { path, id, name }: SentAttachment,
  { personKey, registration, lost, before, how }: Sending,
): Promise<FieldProblem | undefined> {
  const kept = await keptOf(personKey, registration, id).catch(damaged);
  if (!kept) return { path, code: 'not-uploaded', message: lost(name) };
  if (kept.isSent) return undefined;
  await before?.();
  try {
    await putAttachment(registration, id, kept, { ...how, person: personKey });
  } catch (failure) {
    if (!(failure instanceof Problem) || !isAboutTheFile(failure)) throw failure;
    return { path, code: failure.code, message: `${name}: ${failure.detail}` };
  }
  await noteSent(kept, true).catch(() => undefined);
  return undefined;
}

/** What cannot be read for good is as good as lost. What cannot be read now waits. */
function damaged(failure: unknown): undefined {
  if (failure instanceof Locked) throw new StorageUnavailable(failure);
  if (!(failure instanceof Unreadable)) throw failure;
}

function isAboutTheFile({ status }: Problem): boolean {
  return status === 400 || status === 409 || status === 413 || status === 415 || status === 422;
}

/** The server says that it has not got what was sent: the next time all of them go again. Whether there was any. */
export async function forgetSent({
  personKey,
  registration,
  attachments,
}: Pick<Sending, 'personKey' | 'registration' | 'attachments'>): Promise<boolean> {
  let isAny = false;
  for (const { id } of attachments) {
    const kept = await keptOf(personKey, registration, id).catch(() => undefined);
    if (!kept?.isSent) continue;
    await noteSent(kept, false).catch(() => undefined);
    isAny = true;
  }
  return isAny;
}

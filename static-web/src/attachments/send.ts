/**
 * Uploads the attachments of a registration before it is sent, one after another; those that the server has are not
 * sent again.
 */
import { Problem, putAttachment, type FieldProblem, type CallOptions } from '../api';
import { StorageUnavailable } from '../drafts/database';
import { Locked } from '../drafts/sealing';
import { Unreadable } from '../encryption/cipher';
import type { SentAttachment } from './attached';
import { loadAttachmentOf, noteSent } from './attachment-rows';

/** Which attachment is being sent, of how many. */
export interface Progress {
  number: number;
  of: number;
}

export interface Sending {
  personKey: string;
  /** The id of the registration. */
  registration: string;
  attachments: readonly SentAttachment[];
  /** The text about an attachment that the phone has lost. */
  lost: (name: string) => string;
  report: (progress: Progress) => void;
  /** Called before each upload; throws where it must not be made. */
  before?: () => Promise<void>;
  options?: CallOptions;
}

/**
 * Uploads what the server does not have. Throws `NoNetwork` or `Problem`; a `Problem` with faults where the phone has
 * lost an attachment, or the server refuses it; `StorageUnavailable` where the phone's store does not answer.
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
  { personKey, registration, lost, before, options }: Sending,
): Promise<FieldProblem | undefined> {
  const attachment = await loadAttachmentOf(personKey, registration, id).catch(damaged);
  if (!attachment) return { path, code: 'not-uploaded', message: lost(name) };
  if (attachment.isSent) return undefined;
  await before?.();
  try {
    await putAttachment(registration, id, attachment, { ...options, person: personKey });
  } catch (failure) {
    if (!(failure instanceof Problem) || !isAboutTheFile(failure)) throw failure;
    return { path, code: failure.code, message: `${name}: ${failure.detail}` };
  }
  await noteSent(attachment, true).catch(() => undefined);
  return undefined;
}

/** An attachment that can never be read counts as lost; one that cannot be read now waits. */
function damaged(failure: unknown): undefined {
  if (failure instanceof Locked) throw new StorageUnavailable(failure);
  if (!(failure instanceof Unreadable)) throw failure;
}

function isAboutTheFile({ status }: Problem): boolean {
  return status === 400 || status === 409 || status === 413 || status === 415 || status === 422;
}

/** The server does not have what was uploaded: marks all as not sent. Whether there were any. */
export async function forgetSent({
  personKey,
  registration,
  attachments,
}: Pick<Sending, 'personKey' | 'registration' | 'attachments'>): Promise<boolean> {
  let isAny = false;
  for (const { id } of attachments) {
    const attachment = await loadAttachmentOf(personKey, registration, id).catch(() => undefined);
    if (!attachment?.isSent) continue;
    await noteSent(attachment, false).catch(() => undefined);
    isAny = true;
  }
  return isAny;
}

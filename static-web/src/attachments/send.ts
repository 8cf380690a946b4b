/** The attachments go before their registration, one after another; those that arrived are not sent again. */
import { Problem, putAttachment, type FieldProblem } from '../api';
import type { Answers, Definition } from '../definition';
import { fieldsOf } from '../definition';
import { t } from '../texts';
import { attachedIn, type Named } from './attached';
import { keptAttachment, noteSent } from './store';

/** Which attachment is on its way, of how many. */
export interface Progress {
  number: number;
  of: number;
}

/**
 * Sends what the answers name and the server has not got. Throws `NoNetwork` or `Problem`; a `Problem` with faults where
 * the phone has lost an attachment, or the server does not take it.
 */
export async function sendAttachments(
  registration: string,
  definition: Definition,
  answers: Answers,
  tell: (progress: Progress) => void,
): Promise<void> {
  const all = attachedIn(fieldsOf(definition), answers);
  const faults: FieldProblem[] = [];
  for (const [place, named] of all.entries()) {
    tell({ number: place + 1, of: all.length });
    const fault = await sendOne(registration, named);
    if (fault) faults.push(fault);
  }
  if (faults.length > 0) throw new Problem(422, { code: 'invalid-answers', errors: faults });
}

async function sendOne(registration: string, { path, one }: Named): Promise<FieldProblem | undefined> {
  // A store that fails is as good as one that has lost it.
  const kept = await keptAttachment(registration, one.id).catch(() => undefined);
  if (!kept) return { path, code: 'not-uploaded', message: t('form.attachment.lost', { name: one.name }) };
  if (kept.isSent) return undefined;
  try {
    await putAttachment(registration, one.id, kept, { person: kept.personKey });
  } catch (failure) {
    if (!(failure instanceof Problem) || !isAboutTheFile(failure)) throw failure;
    return { path, code: failure.code, message: `${one.name}: ${failure.detail}` };
  }
  await noteSent(kept, true).catch(() => undefined);
  return undefined;
}

function isAboutTheFile({ status }: Problem): boolean {
  return status === 400 || status === 409 || status === 413 || status === 415 || status === 422;
}

/** The server says that it has not got what we sent: the next time all of them go again. */
export async function sendAgain(registration: string, definition: Definition, answers: Answers): Promise<void> {
  for (const { one } of attachedIn(fieldsOf(definition), answers)) {
    const kept = await keptAttachment(registration, one.id).catch(() => undefined);
    if (kept?.isSent) await noteSent(kept, false).catch(() => undefined);
  }
}

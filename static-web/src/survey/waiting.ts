/** Sends the survey answer that waits on this phone, at the start of the app. */
import { waitingAnswer } from './waiting-answer';

/** Sends the answer, if there is one; only then the code is loaded. Never rejects. */
export async function sendWaitingAnswer(): Promise<void> {
  if (waitingAnswer() === null) return;
  await import('./answer').then(({ sendWaiting }) => sendWaiting()).catch(() => undefined);
}

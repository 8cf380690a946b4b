/** Sends the answer that waits on this phone, at the start of the app. */
import { waitingAnswer } from './waiting-answer';

/** The code that sends is loaded only where an answer waits. Never rejects. */
export async function sendWaitingAnswer(): Promise<void> {
  if (waitingAnswer() === null) return;
  await import('./answer').then(({ sendWaiting }) => sendWaiting()).catch(() => undefined);
}

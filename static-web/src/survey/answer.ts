/** An answer of the survey: kept on the phone until the server has it, and then forgotten. Nothing in it says whose it is. */
import { Problem } from '../api';
import { timeNow } from '../clock';
import type { Opinion } from '../generated/api';
import { call } from '../transport';
import { saveWaitingAnswer, waitingAnswer } from './waiting-answer';

/** From 1, disagrees entirely, to 5, agrees entirely. */
export type Marks = Pick<Opinion, 'needs' | 'easy'>;

/** Keeps the answer and sends it, or lets it wait for a network. One that still waited is lost: a phone asks once in a quarter. */
export async function giveAnswer(app: string, marks: Marks): Promise<void> {
  const today = timeNow();
  const quarter = `${today.getFullYear()}-${Math.floor(today.getMonth() / 3) + 1}`;
  // Of chance alone, unlike the ids of registrations, which begin with a time.
  const answer: Opinion = { id: crypto.randomUUID(), app, quarter, ...marks };
  saveWaitingAnswer(JSON.stringify(answer));
  addEventListener('online', () => void sendWaiting(), { once: true });
  await sendWaiting();
}

/** Sends what waits, where anything does. What the server refuses is let go: it would refuse it again. */
export async function sendWaiting(): Promise<void> {
  const waiting = waitingAnswer();
  if (waiting === null) return;
  try {
    await call('POST', '/survey', JSON.parse(waiting), { background: true });
  } catch (failure) {
    const isRefused = failure instanceof Problem && [400, 404, 413, 422].includes(failure.status);
    if (!isRefused) return;
  }
  // Another may have been given meanwhile.
  if (waitingAnswer() === waiting) saveWaitingAnswer(null);
}

/** Stores an answer of the survey on the phone until the server has received it. The answer does not contain who gave it. */
import { Problem } from '../api';
import { timeNow } from '../clock';
import type { Opinion } from '../generated/api';
import { call } from '../transport';
import { saveWaitingAnswer, waitingAnswer } from './waiting-answer';

/** The marks for the two questions, from 1 (disagrees entirely) to 5 (agrees entirely). */
export type Marks = Pick<Opinion, 'needs' | 'easy'>;

/** Stores the answer and sends it, now or when there is a network. It replaces an older answer that still waits to be sent. */
export async function submitAnswer(app: string, marks: Marks): Promise<void> {
  const today = timeNow();
  const quarter = `${today.getFullYear()}-${Math.floor(today.getMonth() / 3) + 1}`;
  // A random id, unlike those of registrations, which contain a time.
  const answer: Opinion = { id: crypto.randomUUID(), app, quarter, ...marks };
  saveWaitingAnswer(JSON.stringify(answer));
  addEventListener('online', () => void sendWaiting(), { once: true });
  await sendWaiting();
}

/** Sends the stored answer, if there is one. An answer that the server refuses is deleted, since it would be refused again. */
export async function sendWaiting(): Promise<void> {
  const waiting = waitingAnswer();
  if (waiting === null) return;
  try {
    await call('POST', '/survey', JSON.parse(waiting), { background: true });
  } catch (failure) {
    const isRefused = failure instanceof Problem && [400, 404, 413, 422].includes(failure.status);
    if (!isRefused) return;
  }
  // Keep an answer that was stored meanwhile.
  if (waitingAnswer() === waiting) saveWaitingAnswer(null);
}

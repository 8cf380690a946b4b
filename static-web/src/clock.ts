/**
 * The time. A phone's clock may be wrong by minutes or decades. Each answer of the server contains the server's time, which is used
 * where the two differ by more than two minutes.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { onDate } from './transport';

/** With a larger difference the server's time is used. */
const TOLERANCE_MS = 2 * 60_000;
/** An answer that took longer is ignored: its time is too inexact. */
const MAX_ANSWER_MS = 20_000;

const error = signal<number | null>(null);

/** Milliseconds that the phone's clock is behind the server's; null until the server has answered. */
export const clockError: ReadonlySignal<number | null> = error;

export const isClockWrong = computed(() => Math.abs(error.value ?? 0) > TOLERANCE_MS);

/** The best estimate of the time. */
export function timeNow(): Date {
  return new Date(Date.now() + (isClockWrong.peek() ? (error.peek() ?? 0) : 0));
}

/** Compares the phone's clock with the `Date` of an answer, which lies between `sentAt` and `now` (milliseconds since 1970). */
export function learnClock(date: string | null, sentAt: number, now: number = Date.now()): void {
  const at = Date.parse(date ?? '');
  // The phone may have been suspended meanwhile, or its clock may have been set.
  if (Number.isNaN(at) || now < sentAt || now - sentAt > MAX_ANSWER_MS) return;
  const before = isClockWrong.peek();
  error.value = at - now;
  if (isClockWrong.peek() !== before) tick();
}

onDate(learnClock);

/** The time for texts such as "3 min. ago", updated twice a minute while the page is visible. */
export const now = signal(new Date());

const tick = () => {
  if (document.visibilityState === 'visible') now.value = timeNow();
};

export function followClock(): () => void {
  const timer = setInterval(tick, 30_000);
  document.addEventListener('visibilitychange', tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}

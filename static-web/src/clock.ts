/**
 * The time. A phone's clock may be wrong by minutes or decades: every answer of the server has the time, and where the
 * two differ by more than minutes the server's counts.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { onDate } from './transport';

/** With a larger difference the phone's clock is not believed. */
const TOLERANCE_MS = 2 * 60_000;
/** An answer that took longer says nothing about the time. */
const PATIENCE_MS = 20_000;

const error = signal<number | null>(null);

/** Milliseconds that the phone's clock is behind the server's; null until the server has answered. */
export const clockError: ReadonlySignal<number | null> = error;

export const isClockWrong = computed(() => Math.abs(error.value ?? 0) > TOLERANCE_MS);

/** The best estimate of the time. */
export function timeNow(): Date {
  return new Date(Date.now() + (isClockWrong.peek() ? (error.peek() ?? 0) : 0));
}

/** Learns from an answer's `Date`, which lies between the request and now. */
export function hearClock(date: string | null, askedAt: number, now: number = Date.now()): void {
  const at = Date.parse(date ?? '');
  // The phone may have slept meanwhile, or its clock been set.
  if (Number.isNaN(at) || now < askedAt || now - askedAt > PATIENCE_MS) return;
  const before = isClockWrong.peek();
  error.value = at - now;
  if (isClockWrong.peek() !== before) tick();
}

onDate(hearClock);

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

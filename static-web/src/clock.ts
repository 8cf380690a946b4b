/**
 * The time. A phone's clock may be minutes or decades off: every answer of the server says what the time is, and where the two differ
 * by more than minutes it is the server's that counts.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { onDate } from './transport';

/** So far off, nothing that the phone says of the time is to be believed. */
const TOLERANCE_MS = 2 * 60_000;
/** Nothing is learned from an answer that was so long on its way. */
const PATIENCE_MS = 20_000;

const error = signal<number | null>(null);

/** Milliseconds that the phone's clock is behind the server's; null before the server has said. */
export const clockError: ReadonlySignal<number | null> = error;

export const isClockWrong = computed(() => Math.abs(error.value ?? 0) > TOLERANCE_MS);

/** What the time is, as far as anybody knows. */
export function timeNow(): Date {
  return new Date(Date.now() + (isClockWrong.peek() ? (error.peek() ?? 0) : 0));
}

/** An answer says what the time was (`Date`) between when it was asked for and now. */
export function hearClock(date: string | null, askedAt: number, now: number = Date.now()): void {
  const at = Date.parse(date ?? '');
  // Meanwhile the phone may have slept, or its clock been set.
  if (Number.isNaN(at) || now < askedAt || now - askedAt > PATIENCE_MS) return;
  const before = isClockWrong.peek();
  error.value = at - now;
  if (isClockWrong.peek() !== before) tick();
}

onDate(hearClock);

/** The time of day for texts such as "3 min. ago", moving on twice a minute while somebody looks. */
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

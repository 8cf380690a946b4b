/** Decides when a registration that could not be sent is retried. */

const FIRST_MS = 2_000;
const MAX_BACK_OFF_MS = 5 * 60_000;
/** A longer `Retry-After` is shortened to this. */
const MAX_RETRY_AFTER_MS = 60 * 60_000;

/**
 * Milliseconds to wait after so many tries, from 1: doubled each time up to five minutes, half of it random (`random`
 * returns from 0 up to 1), so that phones that lost the network together do not retry together.
 */
export function backOff(tries: number, random: () => number): number {
  const whole = Math.min(FIRST_MS * 2 ** (tries - 1), MAX_BACK_OFF_MS);
  return whole / 2 + random() * (whole / 2);
}

/** The milliseconds of a `Retry-After` header, which is seconds or a date (RFC 9110). Null where there is none. */
export function retryAfterMs(retryAfter: string | null, now: Date): number | null {
  if (retryAfter === null) return null;
  const text = retryAfter.trim();
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return wait > 0 ? Math.min(wait, MAX_RETRY_AFTER_MS) : null;
}

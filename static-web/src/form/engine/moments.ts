/** Converts between RFC 3339 with an offset, which is sent, and the phone's local time, which is shown. */

/** As `2026-11-23 14:05`. */
const DANISH_CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Copenhagen',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The value of a `datetime-local` box for a moment, in the phone's time; empty when it is none. */
export function localFrom(moment: string): string {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? '' : onTheClock(at).slice(0, 'YYYY-MM-DDTHH:MM'.length);
}

/**
 * The moment in a `datetime-local` box, with the phone's offset at that moment. A time that the clock skips in spring
 * is read as the one that it shows instead; of a time that occurs twice in autumn, the first is meant.
 */
export function momentFrom(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? local : onTheClock(at) + offset(at);
}

/**
 * A moment without seconds, with the phone's offset at that moment, so that the hour that occurs twice in autumn stays
 * distinct.
 */
export function toTheMinute(moment: string): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment;
  at.setUTCSeconds(0, 0);
  return onTheClock(at) + offset(at);
}

/** This minute. */
export function thisMinute(now: Date = new Date()): string {
  return toTheMinute(now.toISOString());
}

/** Whether the phone's clock shows another time than Danish time at a moment. */
export function isElsewhere(moment: string): boolean {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return false;
  return DANISH_CLOCK.format(at) !== onTheClock(at).slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');
}

function onTheClock(at: Date): string {
  const year = String(at.getFullYear()).padStart(4, '0');
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
  return `${year}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${time}`;
}

function offset(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

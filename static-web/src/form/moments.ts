/** Between RFC 3339 with an offset, which is sent, and the phone's own time of day, which is shown. */

/** What a `datetime-local` box shows of a moment, in the phone's time; empty when it is none. */
export function localFrom(moment: string): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return '';
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The moment that a `datetime-local` box says, with the offset that the phone has at that moment. */
export function momentFrom(local: string): string {
  const at = new Date(local);
  if (Number.isNaN(at.getTime())) return local;
  const withSeconds = local.length === 16 ? `${local}:00` : local;
  return withSeconds + offset(at);
}

/** This minute. */
export function thisMinute(now: Date = new Date()): string {
  return momentFrom(localFrom(now.toISOString()));
}

function offset(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** Formats times in Danish time, in any time zone of the phone. */
import { language, t } from './catalogue';

const ZONE = 'Europe/Copenhagen';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `2. mar. 2026 kl. 14.05` of an RFC 3339 time. */
export function formatDateTime(iso: string): string {
  const at = new Date(iso);
  return t('time.at', { day: formatDay(at), time: formatTime(iso) });
}

/** `14.05` of an RFC 3339 time. */
export function formatTime(iso: string): string {
  return format(new Date(iso), { hour: '2-digit', minute: '2-digit' });
}

/** How long ago, for the last hour; then the time today or yesterday; then the date. */
export function formatRelative(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  const age = now.getTime() - at.getTime();
  if (age < MINUTE) return t('time.now');
  if (age < HOUR) {
    const minutes = Math.floor(age / MINUTE);
    return new Intl.RelativeTimeFormat(locale(), { style: 'short' }).format(-minutes, 'minute');
  }
  const time = formatTime(iso);
  if (dayKey(at) === dayKey(now)) return t('time.today', { time });
  if (dayKey(at) === dayKey(new Date(now.getTime() - DAY))) return t('time.yesterday', { time });
  return t('time.at', { day: formatDay(at), time });
}

/** The day of an RFC 3339 time in Denmark, `YYYY-MM-DD`. */
export function dayOfTime(iso: string): string {
  return dayKey(new Date(iso));
}

/** `I dag`, `I går` or `mandag 23. november 2026` of a day, `YYYY-MM-DD`. */
export function formatDayHeading(day: string, now: Date = new Date()): string {
  if (day === dayKey(now)) return t('time.day.today');
  if (day === dayKey(new Date(now.getTime() - DAY))) return t('time.day.yesterday');
  const options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
  const heading = format(new Date(`${day}T12:00:00Z`), options);
  return heading.charAt(0).toUpperCase() + heading.slice(1);
}

/** How long ago, for the last hour; otherwise the time of day, for a list whose heading has the day. */
export function formatWithinDay(iso: string, now: Date = new Date()): string {
  return now.getTime() - new Date(iso).getTime() < HOUR ? formatRelative(iso, now) : formatTime(iso);
}

function formatDay(at: Date): string {
  return format(at, { day: 'numeric', month: 'short', year: 'numeric' });
}

function dayKey(at: Date): string {
  return at.toLocaleDateString('sv-SE', { timeZone: ZONE });
}

function format(at: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: ZONE }).format(at);
}

function locale(): string {
  return language.value === 'da' ? 'da-DK' : 'en-GB';
}

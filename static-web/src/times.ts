/** Times as a person in Denmark says them, whatever the phone's own time zone. */
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

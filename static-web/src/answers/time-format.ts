/**
 * Formats days and times as the server's documents do: the counterpart of `show` in shared/domain/fields and of
 * shared/domain/text/time_format.py.
 */
import { language, t } from '../texts';

const ZONE = 'Europe/Copenhagen';

/** `31.03.2026`, or `31 March 2026` in English, of `2026-03-31`. */
export function dayInWords(value: string): string {
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(value) ?? [];
  if (!year || !month || !day) return value;
  if (language.value === 'da') return `${day}.${month}.${year}`;
  return `${Number(day)} ${monthName(Number(month))} ${year}`;
}

/** `23. november 2026 kl. 14.05` in Danish time, or `23 November 2026 at 14:05`, of an RFC 3339 moment. */
export function momentInWords(value: string): string {
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return value;
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: ZONE }).format(at);
  const month = monthName(Number(part({ month: 'numeric' })));
  const day = part({ day: 'numeric' });
  const clock = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dated = `${language.value === 'da' ? `${day}.` : day} ${month} ${part({ year: 'numeric' })}`;
  return t('time.at', { day: dated, time: timeInWords(clock) });
}

/** The time zone of the phone's clock at a moment: `Centraleuropæisk normaltid (GMT+01:00)`. */
export function zoneInWords(value: string): string {
  const at = new Date(value);
  const named = (timeZoneName: 'long' | 'longOffset') =>
    new Intl.DateTimeFormat(tongue(), { timeZoneName }).formatToParts(at).find(({ type }) => type === 'timeZoneName')
      ?.value ?? '';
  const [name, offset] = [named('long'), named('longOffset')];
  return name === offset ? name : `${name} (${offset})`;
}

/** `14.05`, or `14:05` in English. */
export function timeInWords(value: string): string {
  return language.value === 'en' ? value : value.replace(':', '.');
}

function monthName(month: number): string {
  return new Intl.DateTimeFormat(tongue(), { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month - 1));
}

function tongue(): string {
  return language.value === 'da' ? 'da-DK' : 'en-GB';
}

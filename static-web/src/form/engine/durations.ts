/** Reads durations as people write them. The counterpart of `read_duration` in shared/domain/fields/duration.py. */
import { numberFrom } from './numbers';

const CLOCK = /^([0-9]{1,4}):([0-5][0-9])$/;
const HOURS = '([0-9.,]+)\\s*(?:t|timer?|h|hrs?|hours?)\\.?';
const MINUTES = '([0-9]{1,6})\\s*(?:m|mins?|minut(?:ter)?|minutes?)\\.?';
/** `1 t. 30 min.`, `1 time og 30 minutter`, `1,5 t`, `45 min`. */
const WORDS = new RegExp(`^(?:${HOURS})?\\s*(?:(?:og|and)\\s+)?(?:${MINUTES})?$`);

/** The minutes of a number of hours, such as `1,5` or `0,25`. */
export function minutesOf(hours: string): number | undefined {
  const number = numberFrom(hours);
  // As a double, 0,175 hours are a little less than 10,5 minutes.
  return typeof number === 'number' && number >= 0 ? Math.round(Number((number * 60).toFixed(6))) : undefined;
}

/** The minutes of a text with units, or in clock format; undefined for any other. */
export function durationIn(text: string): number | undefined {
  const written = text.toLowerCase();
  const [, before, after] = CLOCK.exec(written) ?? [];
  if (before) return Number(before) * 60 + Number(after);
  const [, hours, minutes] = WORDS.exec(written) ?? [];
  const whole = hours === undefined ? 0 : minutesOf(hours);
  if (whole === undefined || (hours ?? minutes) === undefined) return undefined;
  return whole + Number(minutes ?? 0);
}

/** Formats numbers as the server's documents do: the counterpart of `show` in shared/domain/fields. */
import type { Answers, LocalizedText } from '../definition';
import { language, t, words, type Language } from '../texts';

/** From this number on, thousands are separated. */
const GROUP_FROM = 10_000;
/** Making a formatter takes a hundred times as long as using it. */
const formats = new Map<string, Intl.NumberFormat>();

/**
 * `12.500,50` in Danish, `12,500.50` in English; thousands are separated from five digits on, so that a year is not.
 */
export function numberInWords(number: number, places: number, speaking: Language = language.value): string {
  const useGrouping = Math.abs(number) >= GROUP_FROM;
  const key = `${speaking} ${places} ${useGrouping}`;
  let format = formats.get(key);
  if (!format) {
    const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
    format = new Intl.NumberFormat(speaking === 'da' ? 'da-DK' : 'en-GB', { ...digits, useGrouping });
    formats.set(key, format);
  }
  return format.format(number);
}

/** `12.500,50 kr.` of a number of øre, `DKK 12,500.50` in English. */
export function kronerInWords(oere: number): string {
  return t('answer.kroner', { amount: numberInWords(oere / 100, 2) });
}

/** `1 t. 30 min.` of a number of minutes. */
export function minutesInWords(minutes: number): string {
  const size = Math.abs(minutes);
  const [hours, rest] = [Math.floor(size / 60), size % 60];
  const parts = [
    ...(hours > 0 ? [t('answer.hours', { hours })] : []),
    ...(rest > 0 || hours === 0 ? [t('answer.minutes', { minutes: rest })] : []),
  ];
  return (minutes < 0 ? '-' : '') + parts.join(' ');
}

/** `+45 12 34 56 78`; a number of another country as it stands. */
export function phoneInWords(number: string): string {
  return number.startsWith('+45') ? `+45 ${inPairs(number.slice(3))}` : number;
}

function inPairs(digits: string): string {
  return digits.match(/.{1,2}/g)?.join(' ') ?? '';
}

/** `010160-1234`. */
export function cprInWords(number: string): string {
  return `${number.slice(0, 6)}-${number.slice(6)}`;
}

/** `240 kB`, `1,4 MB`. */
export function sizeInWords(bytes: number): string {
  const thousands = Math.max(1, Math.round(bytes / 1024));
  if (thousands < 1000) return `${thousands} kB`;
  const millions = Math.round((bytes / 1024 / 1024) * 10) / 10;
  return `${numberInWords(millions, Number.isInteger(millions) ? 0 : 1)} MB`;
}

/** `55,67600° bredde, 12,56800° længde (inden for 12 m)`. */
export function positionInWords(position: Answers): string {
  const degrees = (part: string) => numberInWords(Number(position[part]), 5);
  return t('answer.position', {
    latitude: degrees('latitude'),
    longitude: degrees('longitude'),
    metres: numberInWords(Number(position['accuracy']), 0),
  });
}

/** `Vesterbrogade 12, 1620 København V`; of an address that is not whole, the parts that are written. */
export function addressInWords(address: Answers): string {
  const part = (name: string) => (typeof address[name] === 'string' ? address[name] : '');
  const place = [part('postcode'), part('town')].filter(Boolean).join(' ');
  return [part('street'), place].filter(Boolean).join(', ');
}

export function withUnit(number: string, unit: LocalizedText | null): string {
  return unit ? `${number} ${words(unit)}` : number;
}

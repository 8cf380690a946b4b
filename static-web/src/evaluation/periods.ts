/** Months and quarters in Danish time, named as on the server: `2026-11` is a month, `2026-4` a quarter. */
import { language } from '../texts';
import { te } from './words';

const MONTHS = 18;
const QUARTERS = 6;
const ZONE = 'Europe/Copenhagen';

export interface Period {
  name: string;
  words: string;
}

/** The month of a moment, in Danish time. */
export function monthOf(at: Date): string {
  return at.toLocaleDateString('sv-SE', { timeZone: ZONE }).slice(0, 7);
}

/** The current month. */
export const thisMonth = () => monthOf(new Date());

/** The newest months, this one first. */
export function months(now = new Date()): Period[] {
  const [year = 0, month = 1] = monthOf(now).split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) => {
    const first = new Date(Date.UTC(year, month - 1 - back, 1, 12));
    const name = first.toISOString().slice(0, 7);
    return { name, words: inWords(name) };
  });
}

/** The newest quarters, this one first. */
export function quarters(now = new Date()): Period[] {
  const [year = 0, month = 1] = monthOf(now).split('-').map(Number);
  const newest = year * 4 + Math.ceil(month / 3) - 1;
  return Array.from({ length: QUARTERS }, (_, back) => {
    const count = newest - back;
    const name = `${Math.floor(count / 4)}-${(count % 4) + 1}`;
    return { name, words: inWords(name) };
  });
}

/** A period in words: `november 2026`, `4. kvartal 2026`. A name that is neither is returned unchanged. */
export function inWords(name: string): string {
  const [year = '', rest = ''] = name.split('-');
  if (rest.length === 1) return te('page.quarter', { number: rest, year });
  const first = new Date(`${name}-01T12:00:00Z`);
  if (Number.isNaN(first.getTime())) return name;
  const locale = language.value === 'da' ? 'da-DK' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first);
}

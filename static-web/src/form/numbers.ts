/** Numbers as people in Denmark write them. */

const GROUPED = /^[0-9]{1,3}(\.[0-9]{3})+$/;

/** The number that a text says; the text itself when it says none, so that nothing typed is lost. */
export function numberFrom(text: string): number | string {
  let plain = text
    .trim()
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace('−', '-');
  // 1.250 is a thousand and more; 1.250,5 too; 1.5 can only be meant as one and a half.
  if (plain.includes(',') || GROUPED.test(plain)) plain = plain.replaceAll('.', '').replace(',', '.');
  return /^-?([0-9]+\.?[0-9]*|\.[0-9]+)$/.test(plain) ? Number(plain) : text;
}

/** How an answer stands in its box. */
export function numberText(value: unknown): string {
  if (typeof value !== 'number') return typeof value === 'string' ? value : '';
  return String(value).replace('.', ',');
}

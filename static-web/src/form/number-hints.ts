/** Describes how a number that cannot be read, or can be read in two ways, should be written. */
import { numberInWords } from '../answers/number-format';
import type { FieldDef, Json } from '../definition';
import { t, words } from '../texts';
import { amountIn, readings, type NumberFormat } from './engine/numbers';

/** The number format that a field expects; undefined for a field without numbers. */
export function numberFormatOf(field: FieldDef): NumberFormat | undefined {
  switch (field.control) {
    case 'integer':
      return { places: 0, units: unitsOf(field) };
    case 'decimal':
      return { places: field.decimals, units: unitsOf(field) };
    case 'money':
      return { places: 2 };
    default:
      return undefined;
  }
}

/** Both readings of an ambiguous number, each written so that it is unambiguous. */
export function twoWays(field: FieldDef, answer: Json | undefined): string | undefined {
  const numbers = readingsOf(field, answer);
  if (numbers?.length !== 2) return undefined;
  const { places } = numberFormatOf(field)!;
  const written = (number: number) => String(Number(number.toFixed(places))).replace('.', ',');
  const [first, second] = numbers.map(written) as [string, string];
  return t('form.number.two-ways', { label: words(field.label), first, second });
}

/** What to write instead of a number that cannot be read. */
export function unread(field: FieldDef, answer: Json | undefined): string | undefined {
  const numbers = readingsOf(field, answer);
  if (!numbers) return undefined;
  const example = field.control === 'integer' ? '1250' : numberInWords(1250.5, field.control === 'money' ? 2 : 1, 'da');
  return twoWays(field, answer) ?? t('form.number.unread', { label: words(field.label), example });
}

function readingsOf(field: FieldDef, answer: Json | undefined): number[] | undefined {
  const format = numberFormatOf(field);
  if (!format || typeof answer !== 'string') return undefined;
  return readings(field.control === 'money' ? amountIn(answer) : answer, format);
}

function unitsOf({ unit }: { unit: { da: string; en: string } | null }): string[] {
  return unit ? [unit.da, unit.en] : [];
}

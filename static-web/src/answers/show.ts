/** An answer as a person reads it, by the control that it was given with. */
import type { FieldDef, Json, Option } from '../definition';
import { formatDate, formatDateTime, language, t, words } from '../texts';

/** The text of one answer. A group has none of its own: its items are drawn one by one. */
export function show(field: FieldDef, answer: Json): string {
  switch (field.control) {
    case 'yes-no':
      return t(answer === true ? 'answer.yes' : 'answer.no');
    case 'number':
      return number(answer) + (field.unit ? ` ${words(field.unit)}` : '');
    case 'radio':
    case 'select':
      return optionLabel(field.options, answer);
    case 'checkboxes':
      return listOf(answer)
        .map((one) => optionLabel(field.options, one))
        .join('\n');
    case 'date':
      return formatDate(plain(answer));
    case 'date-time':
      return formatDateTime(plain(answer));
    case 'cvr':
      return plain(answer).replace(/^(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1 $2 $3 $4');
    case 'p-number':
      return answer === 'afventer' ? t('answer.awaiting') : plain(answer);
    default:
      return plain(answer);
  }
}

/** An answer whose field is not in the definition at hand, as it stands. */
export function plain(answer: Json): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}

export function listOf(answer: Json): Json[] {
  return Array.isArray(answer) ? answer : [answer];
}

function number(answer: Json): string {
  if (typeof answer !== 'number') return plain(answer);
  return new Intl.NumberFormat(language.value === 'da' ? 'da-DK' : 'en-GB', { maximumFractionDigits: 10 }).format(
    answer,
  );
}

function optionLabel(options: readonly Option[], answer: Json): string {
  const option = options.find((one) => one.value === answer);
  return option ? words(option.label) : plain(answer);
}

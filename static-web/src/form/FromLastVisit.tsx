/**
 * Suggests the answers of the last visit to the same production unit: a number, a choice, one of several contact
 * persons.
 */
import { listOf, show } from '../answers/show';
import { dayInWords } from '../answers/time-format';
import type { Answers, FieldDef, GroupField, Json } from '../definition';
import { t } from '../texts';
import { Chips, type Chip } from './Chips';
import { useForm } from './context';
import type { Form } from './state';
import { uuidv7 } from './uuid';

const MAX_WORDS = 2;

export function FromLastVisit({ field, path }: { field: FieldDef; path: string }) {
  const { form, lastAtUnit } = useForm();
  const last = field.remember === 'unit' ? lastAtUnit?.value : undefined;
  const answer = last && Object.hasOwn(last.answers, field.id) ? last.answers[field.id] : undefined;
  if (last === undefined || answer === undefined) return null;
  const chips =
    field.control === 'group' ? itemChips(form, field, path, answer) : [answerChip(form, field, path, answer)];
  return <Chips path={path} heading={t('form.last-visit', { day: dayInWords(last.at.slice(0, 10)) })} chips={chips} />;
}

function answerChip(form: Form, field: FieldDef, path: string, answer: Json): Chip {
  const isChosen = isSame(form.at(path).value, answer);
  return {
    key: 'answer',
    text: show(field, answer),
    isChosen,
    onTap: () => form.set(path, isChosen ? undefined : answer),
  };
}

function itemChips(form: Form, field: GroupField, path: string, answer: Json): Chip[] {
  const { value } = form.at(path);
  const items = Array.isArray(value) ? value : [];
  return listOf(answer)
    .filter(isObject)
    .map((item, place) => {
      const isChosen = items.some((other) => isSame(other, item));
      const next = isChosen
        ? items.filter((other) => !isSame(other, item))
        : [...items.filter((other) => !isSame(other, {})), { ...item, $key: uuidv7() }];
      return {
        key: String(place),
        text: inWords(field, item),
        isChosen,
        // Too many items would be a fault, so no more are added.
        onTap: () => next.length <= field.maxItems && form.setItems(path, next),
      };
    });
}

function inWords(field: GroupField, item: Answers): string {
  const shown = field.fields.filter(({ id }) => Object.hasOwn(item, id)).slice(0, MAX_WORDS);
  return shown.map((inner) => show(inner, item[inner.id]!)).join(', ');
}

/** Whether two items have the same answers. Names that begin with `$` are the form's own data, and are ignored. */
function isSame(item: Json | undefined, other: Json): boolean {
  return JSON.stringify(plain(item)) === JSON.stringify(plain(other));
}

function plain(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(
    ([name, part]) => !name.startsWith('$') && part !== undefined && part !== '',
  );
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isObject(value: Json | undefined): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

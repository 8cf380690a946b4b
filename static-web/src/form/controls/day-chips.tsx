/** Suggests the days that are chosen most often and that the field accepts. */
import { timeNow } from '../../clock';
import type { Answers, DateField, Json } from '../../definition';
import { t } from '../../texts';
import { Chips } from '../Chips';
import { useForm, type ControlProps } from '../context';
import { monthsAfter, dayNumber, dayOf } from '../engine/calendar';
import { valueOf } from '../engine/conditions';
import { objectOf, valueAt } from '../engine/json-pointer';
import { pathOf, readIn } from '../engine/reads';
import { evaluationContextAt } from '../../session';

const DAYS = [
  { key: 'form.day.today', days: 0 },
  { key: 'form.day.tomorrow', days: 1 },
  { key: 'form.day.week', days: 7 },
  { key: 'form.day.fortnight', days: 14 },
] as const;

export function DayChips({ field, path, value, onChange }: ControlProps<DateField>) {
  const { form } = useForm();
  const context = evaluationContextAt(timeNow());
  const object = objectOf(path);
  // Draw again when the bounds change, and at the first answer after midnight.
  for (const name of ['.$today', ...readIn(field.earliest), ...readIn(field.latest)]) form.at(pathOf(name, object));
  const { answers } = form.relevant.peek();
  const enclosing = valueAt(form.answers.peek(), object) as Answers | undefined;
  const bound = (source: Json | undefined) => valueOf(source, { enclosing: enclosing ?? {}, form: answers, context });
  const [earliest, latest] = [bound(field.earliest), bound(field.latest)];
  const days = [
    ...DAYS.map(({ key, days }) => ({ key, day: dayOf((dayNumber(context.today) ?? 0) + days) })),
    { key: 'form.day.month' as const, day: monthsAfter(context.today, 1) },
  ];
  const chips = days
    .filter(({ day }) => day && !(typeof earliest === 'string' && day < earliest))
    .filter(({ day }) => day && !(typeof latest === 'string' && day > latest))
    .map(({ key, day }) => ({
      key,
      text: t(key),
      isChosen: value === day,
      onTap: () => onChange(value === day ? undefined : day),
    }));
  return <Chips path={path} heading={t('form.day.choose')} chips={chips} />;
}

/** Formats an answer for people by its control, as the server's documents do. */
import limits from '../../../shared/contract/limits.json';
import { attachments } from '../attachments/attached';
import type { Answers, Control, FieldDef, Json, Option, LocalizedText } from '../definition';
import { t, words } from '../texts';
import { dayInWords, momentInWords, timeInWords } from './time-format';
import {
  addressInWords,
  cprInWords,
  kronerInWords,
  minutesInWords,
  numberInWords,
  phoneInWords,
  positionInWords,
  withUnit,
} from './number-format';

type Show<C extends Control> = (answer: Json, field: Extract<FieldDef, { control: C }>) => string;

const yesNo = (answer: Json) => t(answer === true ? 'answer.yes' : 'answer.no');
const oneOf = (answer: Json, { options }: { options: readonly Option[] }) => optionLabel(options, answer);
const severalOf = (answer: Json, { options }: { options: readonly Option[] }) =>
  listOf(answer)
    .map((value) => optionLabel(options, value))
    .join('; ');
const files = (answer: Json) =>
  attachments(answer)
    .map(({ name }) => name)
    .join(', ');
const whole = (answer: Json, { unit }: { unit: LocalizedText | null }) =>
  number(answer, (value) => withUnit(numberInWords(value, 0), unit));
const decimal = (answer: Json, { unit, decimals }: { unit: LocalizedText | null; decimals: number | null }) =>
  number(answer, (value) => withUnit(numberInWords(value, decimals ?? 0), unit));
const money = (answer: Json) => number(answer, kronerInWords);
const minutes = (answer: Json) => number(answer, minutesInWords);
const day = (answer: Json) => dayInWords(plain(answer));

/** By control; answers of other controls are shown unchanged. A group's items are drawn one by one. */
const SHOWN: { readonly [C in Control]?: Show<C> } = {
  'yes-no': yesNo,
  integer: whole,
  decimal,
  money,
  duration: minutes,
  radio: oneOf,
  select: oneOf,
  search: severalOf,
  checkboxes: severalOf,
  date: day,
  time: (answer) => timeInWords(plain(answer)),
  'date-time': (answer) => momentInWords(plain(answer)),
  phone: (answer) => phoneInWords(plain(answer)),
  address: (answer) => object(answer, addressInWords),
  'p-number': (answer) => (answer === limits.awaitingUnit ? t('answer.awaiting') : plain(answer)),
  cpr: (answer) => cprInWords(plain(answer)),
  warning: (_answer, { message }) => t('answer.overruled', { message: words(message) }),
  photo: files,
  file: files,
  signature: () => t('answer.signed'),
  position: (answer) => object(answer, positionInWords),
  calculated: (answer, field) => {
    switch (field.as) {
      case 'integer':
      case 'decimal':
        return decimal(answer, field);
      case 'money':
        return money(answer);
      case 'duration':
        return minutes(answer);
      case 'yes-no':
        return yesNo(answer);
      case 'date':
        return day(answer);
      case 'text':
        return plain(answer);
    }
  },
};

/** The text of one answer. */
export function show(field: FieldDef, answer: Json): string {
  const shown = SHOWN[field.control] as ((answer: Json, field: FieldDef) => string) | undefined;
  return shown ? shown(answer, field) : plain(answer);
}

/** A text as it stands, anything else as JSON: for controls without a format of their own, and for answers of an unexpected type. */
export function plain(answer: Json): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}

export function listOf(answer: Json): Json[] {
  return Array.isArray(answer) ? answer : [answer];
}

function number(answer: Json, inWords: (value: number) => string): string {
  return typeof answer === 'number' ? inWords(answer) : plain(answer);
}

function object(answer: Json, inWords: (value: Answers) => string): string {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? inWords(answer) : plain(answer);
}

function optionLabel(options: readonly Option[], answer: Json): string {
  const option = options.find((candidate) => candidate.value === answer);
  return option ? words(option.label) : plain(answer);
}

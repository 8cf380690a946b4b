/** What people type and paste, by the vectors that the server's fields read too (tests/fields/test_typed.py). */
import { beforeEach, expect, test } from 'vitest';
import vectors from '../../../../tests/vectors/typed.json';
import type { FieldDef, Json } from '../../definition';
import { askedOf, twoWays } from '../asked';
import { cprFrom } from '../controls/cpr';
import { digitsOf } from '../controls/cvr';
import { minutesFrom } from '../controls/duration';
import { emailFrom } from '../controls/email';
import { oereFrom } from '../controls/money';
import { phoneFrom } from '../controls/phone';
import { urlFrom } from '../controls/url';
import { isCpr, isCvr, isEmail, isPhone, isPostcode, isUrl } from '../engine/formats';
import { language } from '../../texts';
import { amountIn, numberFrom, readings } from '../engine/numbers';
import { trimmed, withoutMarks } from '../engine/pasted';

interface Typed {
  type: string;
  keys?: { decimals?: number; unit?: { da: string; en: string } };
  typed: string;
  answer?: Json;
  readings?: number[];
}

beforeEach(() => {
  language.value = 'da';
});

const every = vectors as Typed[];

function fieldOf({ type, keys = {} }: Typed): FieldDef {
  return { control: type, label: { da: 'Felt', en: 'Field' }, decimals: 2, unit: null, ...keys } as unknown as FieldDef;
}

const FIGURES = new Set(['integer', 'decimal', 'money', 'duration']);
const TEXTS: Record<string, { from: (text: string) => string; is?: (value: string) => boolean }> = {
  phone: { from: phoneFrom, is: isPhone },
  email: { from: emailFrom, is: isEmail },
  url: { from: urlFrom, is: isUrl },
  cvr: { from: digitsOf, is: isCvr },
  cpr: { from: cprFrom, is: isCpr },
  'address.postcode': { from: withoutMarks, is: isPostcode },
  text: { from: trimmed },
  'long-text': { from: trimmed },
};

function figure(one: Typed): Json | undefined {
  if (one.type === 'duration') return minutesFrom({ hours: one.typed, minutes: '' });
  return one.type === 'money' ? oereFrom(one.typed) : numberFrom(one.typed, askedOf(fieldOf(one)));
}

/** The answer that a text says; undefined for none, and for what can be read in two ways. */
function read(one: Typed): Json | undefined {
  if (FIGURES.has(one.type)) {
    const answer = figure(one);
    return typeof answer === 'number' ? answer : undefined;
  }
  const { from, is = () => true } = TEXTS[one.type]!;
  const answer = from(one.typed);
  return answer !== '' && is(answer) ? answer : undefined;
}

function bothOf(one: Typed): number[] {
  if (one.type !== 'money') return readings(one.typed, askedOf(fieldOf(one)));
  return readings(amountIn(one.typed), { places: 2 }).map((amount) => amount * 100);
}

test.each(every.map((one) => [one.type, JSON.stringify(one.typed), one] as const))('%s: %s', (_type, _typed, one) => {
  expect(read(one)).toEqual(one.answer ?? undefined);
  if (!one.readings) return;
  expect(bothOf(one)).toEqual(one.readings);
  const said = twoWays(fieldOf(one), one.typed);
  const [, first, second] =
    /^Felt: kan læses på to måder\. Skriv (-?\d+) eller (-?\d+(?:,\d+)?)\.$/.exec(said ?? '') ?? [];
  // Whoever writes one of them is understood.
  expect(readings(first!, askedOf(fieldOf(one)))).toHaveLength(1);
  expect(readings(second!, askedOf(fieldOf(one)))).toHaveLength(1);
});

/** What people type and paste, by the vectors that the server's fields read too (tests/fields/test_typed.py). */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import vectors from '../../../../tests/vectors/typed.json';
import type { FieldDef, Json } from '../../definition';
import { numberFormatOf, twoWays } from '../number-hints';
import { postcodeFrom } from '../controls/address';
import { cprFrom } from '../controls/cpr';
import { digitsOf } from '../controls/cvr';
import { minutesFrom } from '../controls/duration';
import { emailFrom } from '../controls/email';
import { oereFrom } from '../controls/money';
import { phoneFrom } from '../controls/phone';
import { urlFrom } from '../controls/url';
import { FORMATS } from '../engine/formats';
import { momentFrom } from '../engine/moments';
import { language } from '../../texts';
import { amountIn, numberFrom, readings } from '../engine/numbers';
import { trimmed } from '../engine/pasted';

interface Typed {
  type: string;
  keys?: { decimals?: number; unit?: { da: string; en: string } };
  typed: string;
  answer?: Json;
  readings?: number[];
}

beforeEach(() => {
  language.value = 'da';
  vi.stubEnv('TZ', 'Europe/Copenhagen');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Those of a trial (tests/verdicts/typed_trial.py), where it names their file. */
const trial = process.env['TYPED_VECTORS'];
const every = (trial ? JSON.parse(readFileSync(trial, 'utf8')) : vectors) as Typed[];

function fieldOf({ type, keys = {} }: Typed): FieldDef {
  return { control: type, label: { da: 'Felt', en: 'Field' }, decimals: 2, unit: null, ...keys } as unknown as FieldDef;
}

const FIGURES = new Set(['integer', 'decimal', 'money', 'duration']);
const TEXTS: Record<string, { from: (text: string) => string; is?: (value: string) => boolean }> = {
  phone: { from: phoneFrom, is: FORMATS.phone },
  email: { from: emailFrom, is: FORMATS.email },
  url: { from: urlFrom, is: FORMATS.url },
  cvr: { from: digitsOf, is: FORMATS.cvr },
  cpr: { from: cprFrom, is: FORMATS.cpr },
  'address.postcode': { from: postcodeFrom, is: FORMATS.postcode },
  date: { from: asTheBoxGivesIt, is: FORMATS.date },
  time: { from: asTheBoxGivesIt, is: FORMATS.time },
  'date-time': { from: momentFrom, is: FORMATS['date-time'] },
  text: { from: trimmed },
  'long-text': { from: trimmed },
};

function asTheBoxGivesIt(text: string): string {
  return text;
}

function figure(typed: Typed): Json | undefined {
  if (typed.type === 'duration') return minutesFrom({ hours: '', minutes: typed.typed });
  return typed.type === 'money' ? oereFrom(typed.typed) : numberFrom(typed.typed, numberFormatOf(fieldOf(typed)));
}

const isWhole = (answer: number) => Number.isInteger(answer);

/** The answer that a text says; undefined for none, and for what can be read in two ways. */
function read(typed: Typed): Json | undefined {
  if (FIGURES.has(typed.type)) {
    const answer = figure(typed);
    // One with decimals where none may be is refused as it is sent.
    return typeof answer === 'number' && (isWhole(answer) || typed.type === 'decimal') ? answer : undefined;
  }
  const { from, is = () => true } = TEXTS[typed.type]!;
  const answer = from(typed.typed);
  return answer !== '' && is(answer) ? answer : undefined;
}

function bothOf(typed: Typed): number[] {
  if (typed.type !== 'money') return readings(typed.typed, numberFormatOf(fieldOf(typed)));
  return readings(amountIn(typed.typed), { places: 2 }).map((amount) => Math.round(amount * 1e6) / 1e4);
}

test.each(every.map((typed) => [typed.type, JSON.stringify(typed.typed), typed] as const))(
  '%s: %s',
  (_type, _typed, typed) => {
    expect(read(typed)).toEqual(typed.answer ?? undefined);
    if (!typed.readings) return;
    expect(bothOf(typed)).toEqual(typed.readings);
    const message = twoWays(fieldOf(typed), typed.typed);
    const [, first, second] =
      /^Felt: kan læses på to måder\. Skriv (-?\d+) eller (-?\d+(?:,\d+)?)\.$/.exec(message ?? '') ?? [];
    // Whoever writes one of them is understood.
    expect(readings(first!, numberFormatOf(fieldOf(typed)))).toHaveLength(1);
    expect(readings(second!, numberFormatOf(fieldOf(typed)))).toHaveLength(1);
  },
);

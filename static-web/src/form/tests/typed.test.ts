/** What people type and paste, by the vectors that the server's fields read too (tests/fields/test_typed.py). */
import { beforeEach, expect, test } from 'vitest';
import vectors from '../../../../tests/vectors/typed.json';
import type { FieldDef, Json } from '../../definition';
import { askedOf, twoWays } from '../asked';
import { oereFrom } from '../controls/money';
import { language } from '../../texts';
import { amountIn, numberFrom, readings } from '../numbers';

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

/** The answer that a text says; undefined for none, and for what can be read in two ways. */
function read(one: Typed): Json | undefined {
  const field = fieldOf(one);
  const answer = one.type === 'money' ? oereFrom(one.typed) : numberFrom(one.typed, askedOf(field));
  return typeof answer === 'number' ? answer : undefined;
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

/** A warning is told at its field, overruled with a tick that is sent, and asked anew of another answer. */
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FieldDef } from '../../definition';
import { speak } from '../../texts';
import { cleaned } from '../engine/relevance';
import { evaluationContext } from '../engine/evaluation-context';
import { base, both, draw, root, undraw } from './drawing';
import { tap } from './page';

beforeEach(() => speak('da'));
afterEach(undraw);

const integer = { control: 'integer', minimum: 0, maximum: 10_000, unit: null } as const;
const number = (id: string): FieldDef => ({ ...base, ...integer, id, label: both(id), required: false }) as FieldDef;

/** The tick of a warning above 100, as the server compiles it. */
function tick(of: string): FieldDef {
  const answer = ['get', 'here', of];
  return {
    ...base,
    type: 'overruling',
    control: 'warning',
    required: false,
    id: `${of}-warning-1`,
    label: both(`Advarsel ved ${of}`),
    message: both(`{${of}} er mange.`),
    visible: { $expr: ['and', ['answered', answer], ['>', 'number', answer, 100]] },
  } as FieldDef;
}

const SUM: FieldDef = {
  ...base,
  type: 'calculated',
  control: 'calculated',
  as: 'integer',
  decimals: null,
  unit: null,
  id: 'sum',
  label: both('sum'),
  required: false,
  calculate: { $expr: ['+', ['get', 'here', 'a'], ['get', 'here', 'b']] },
} as FieldDef;

const FIELDS = [number('a'), tick('a'), number('b'), SUM, tick('sum')];
const box = (id: string) => document.getElementById(`felt-${id}`) as HTMLInputElement | null;

test('a warning is announced as soon as it holds, by a region that was there before', async () => {
  const form = await draw(FIELDS);
  const region = root.querySelector('[role=status].soft-warning')!;
  expect(region.textContent).toBe('');
  await act(() => form.set('/a', 120));
  expect(region.textContent).toContain('120 er mange.');
  const described = document.getElementById(box('a-warning-1')!.getAttribute('aria-describedby')!);
  expect(described!.textContent).toBe('120 er mange.');
  await act(() => form.set('/a', 20));
  expect(region.textContent).toBe('');
});

test('the tick is sent, and goes with the answer that it was of', async () => {
  const form = await draw(FIELDS);
  await act(() => form.set('/a', 120));
  await tap(box('a-warning-1')!);
  expect(form.relevant.value.answers).toEqual({ a: 120, 'a-warning-1': true });
  await act(() => form.set('/b', 1));
  expect(box('a-warning-1')!.checked).toBe(true);
  await act(() => form.set('/a', 121));
  expect(box('a-warning-1')!.checked).toBe(false);
  await tap(box('a-warning-1')!);
  await tap(box('a-warning-1')!);
  expect(form.relevant.value.answers).not.toHaveProperty('a-warning-1');
});

test('the tick of a warning goes when the calculated value that it is of changes', async () => {
  const form = await draw(FIELDS, { a: 60, b: 60 });
  await tap(box('sum-warning-1')!);
  expect(form.relevant.value.answers).toMatchObject({ sum: 120, 'sum-warning-1': true });
  await act(() => form.set('/b', 70));
  expect(box('sum-warning-1')!.checked).toBe(false);
  await act(() => form.set('/b', 10));
  expect(box('sum-warning-1')).toBe(null);
});

test('the items after a removed one keep the ticks of their warnings', async () => {
  const group = {
    ...base,
    type: 'group',
    control: 'group',
    id: 'g',
    label: both('g'),
    required: false,
    minItems: 1,
    maxItems: 9,
    itemLabel: both('g'),
    addLabel: both('+'),
    fields: FIELDS.slice(0, 2),
  } as FieldDef;
  const items = [{ a: 1 }, { a: 130, 'a-warning-1': true }, { a: 140, 'a-warning-1': true }];
  const form = await draw([group], { g: items });
  await act(() => form.setItems('/g', items.slice(1)));
  expect(form.relevant.value.answers).toEqual({ g: items.slice(1) });
  await act(() => form.set('/g/0/a', 131));
  expect(form.relevant.value.answers).toEqual({ g: [{ a: 131 }, items[2]] });
});

test('a tick of a warning that does not hold is not sent', () => {
  const sections = [{ id: 's', title: both('S'), help: null, visible: true, fields: FIELDS }];
  const draft = { a: 5, 'a-warning-1': true };
  expect(cleaned({ sections } as never, draft, evaluationContext(new Date(0)))).toEqual({ a: 5 });
});

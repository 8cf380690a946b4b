/** A key press costs what depends on the field, not what the form is: the expressions that are read and the controls that are drawn. */
import { options, type VNode } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PERSON } from '../../../tests/fake-api';
import type { Answers, Compiled, Definition, FieldDef, Json, Rule } from '../../definition';
import { session } from '../../session';
import { speak } from '../../texts';
import { loadValidation } from '../checking';
import { createForm } from '../state';
import { base, both, draw, undraw } from './drawing';
import { EMPTY } from './empty';

let reads = 0;
/** An expression that counts how often it is looked at. */
const counted = (compiled: Compiled) => ({
  get $expr() {
    reads += 1;
    return compiled;
  },
});
const get = (id: string, place = 'here'): Compiled => ['get', place, id];
const integer = (id: string, more: object = {}): FieldDef =>
  ({ ...base, id, label: both(id), control: 'integer', minimum: 0, maximum: 9999, unit: null, ...more }) as FieldDef;
const sum = (id: string, calculate: Json, as = 'integer'): FieldDef =>
  ({ ...base, id, label: both(id), control: 'calculated', as, calculate, decimals: null, unit: null }) as FieldDef;
const group = (fields: FieldDef[]): FieldDef =>
  ({
    ...base,
    id: 'g',
    label: both('g'),
    control: 'group',
    fields,
    minItems: 1,
    maxItems: 500,
    required: false,
    itemLabel: both('g'),
    addLabel: both('g'),
  }) as FieldDef;

/** So many fields, each with a calculation, a condition and a suggestion of its own; `f0` has `dependants` more. */
function large(many: number, dependants: number): FieldDef[] {
  const pairs = Array.from({ length: many }, (_, place) => [
    integer(`f${place}`, { default: 1 }),
    integer(`s${place}`, { visible: counted(['>', 'number', get(`f${place}`), 5]) }),
    sum(`c${place}`, counted(['+', get(`f${place}`), 1])),
  ]);
  const more = Array.from({ length: dependants }, (_, place) => sum(`d${place}`, counted(['+', get('f0'), place])));
  const items = group([
    integer('antal'),
    sum('dobbelt', counted(['*', 2, get('antal')])),
    sum('sammen', counted(['+', get('f1', 'form'), get('antal')])),
  ]);
  return [...pairs.flat(), ...more, items, sum('ialt', counted(['sum', 'g', 'dobbelt']))];
}

function formOf(fields: FieldDef[], answers: Answers = {}, rules: Rule[] = []) {
  const sections = [{ id: 's', title: both('S'), help: null, visible: true, fields }];
  return createForm({ ...EMPTY, schema: { type: 'object' }, sections, rules } as Definition, answers, () => undefined);
}

function readsOf(work: () => void): number {
  const before = reads;
  work();
  return reads - before;
}

const items = (many: number): Answers => ({ g: Array.from({ length: many }, (_, antal) => ({ antal })) });

/** The names of the fields that are drawn meanwhile, each time that one is. */
async function drawnBy(work: () => void): Promise<string[]> {
  const drawn: string[] = [];
  const before = options.diffed;
  options.diffed = (vnode: VNode<{ field?: FieldDef; path?: string; onChange?: unknown }>) => {
    const { path, onChange } = vnode.props ?? {};
    if (typeof vnode.type === 'function' && path !== undefined && onChange !== undefined && vnode.props.field)
      drawn.push(path);
    before?.(vnode);
  };
  await act(work);
  options.diffed = before!;
  return [...new Set(drawn)].sort();
}

beforeEach(() => {
  speak('da');
  session.value = { state: 'signed-in', ...PERSON };
});
afterEach(undraw);

test.each([10, 300])('of a form of three times %i fields a key press asks again what looks at the field', (many) => {
  const form = formOf(large(many, 3), items(200));
  expect(readsOf(() => form.set('/f5', 7))).toBe(2);
  expect(readsOf(() => form.set('/f0', 7))).toBe(2 + 3);
  expect(form.relevant.value.calculated.get('/d2')).toBe(9);
  expect(form.relevant.value.shown).toContain('/s5');
});

test('what stands in an item is asked of that item alone, and of the totals over it', () => {
  const form = formOf(large(50, 0), items(200));
  expect(readsOf(() => form.set('/g/7/antal', 70))).toBe(3);
  expect(form.relevant.value.calculated.get('/ialt')).toBe(2 * (199 * 100 - 7 + 70));
  // All items look at this one.
  expect(readsOf(() => form.set('/f1', 2))).toBe(2 + 200);
});

test('after faults were told a key press judges the fields that they stand at, and no others', async () => {
  await loadValidation();
  const ids = Array.from({ length: 300 }, (_, place) => `f${place}`);
  const evaluated = new Set<string>();
  const rules = ids.map((field) => ({
    at: [],
    field,
    kind: 'valid' as const,
    get expr(): Json {
      evaluated.add(field);
      return ['<', 'number', get(field), 10];
    },
  }));
  const form = formOf(
    ids.map((id) => integer(id)),
    Object.fromEntries(ids.map((id) => [id, id === 'f3' || id === 'f7' ? 20 : 1])),
    rules,
  );
  expect(form.check()).toBe(false);
  expect([...form.shownFaults.value.keys()]).toEqual(['/f3', '/f7']);
  evaluated.clear();
  form.set('/f5', 2);
  expect([...form.shownFaults.value.keys()]).toEqual(['/f3', '/f7']);
  expect([...evaluated]).toEqual(['f3', 'f7']);
  form.set('/f3', 2);
  expect([...form.shownFaults.value.keys()]).toEqual(['/f7']);
  // One that comes after the check waits for the next.
  form.set('/f5', 20);
  expect([...form.shownFaults.value.keys()]).toEqual(['/f7']);
  expect(form.check()).toBe(false);
  expect([...form.shownFaults.value.keys()]).toEqual(['/f5', '/f7']);
});

test('a key press draws the field and what follows from it', async () => {
  const form = await draw(large(50, 1), items(30));
  expect(await drawnBy(() => form.set('/f5', 3))).toEqual(['/c5', '/f5']);
  expect(await drawnBy(() => form.set('/f5', 7))).toEqual(['/c5', '/f5', '/s5']);
  expect(await drawnBy(() => form.set('/f0', 2))).toEqual(['/c0', '/d0', '/f0', '/f5']);
  const ofItem = ['/f0', '/g', '/g/7/antal', '/g/7/dobbelt', '/g/7/sammen', '/ialt'];
  expect(await drawnBy(() => form.set('/g/7/antal', 70))).toEqual(ofItem);
  expect(document.getElementById('felt-ialt')!.textContent).toContain(String(2 * (29 * 15 - 7 + 70)));
});

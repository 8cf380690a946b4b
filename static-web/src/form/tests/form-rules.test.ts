/** What a form under way does with the definition's expressions: suggests, calculates, shows, judges. */
import { beforeEach, expect, test } from 'vitest';
import { PERSON } from '../../../tests/fake-api';
import type { Answers, Compiled, Definition, FieldDef, Rule } from '../../definition';
import { session } from '../../session';
import { speak } from '../../texts';
import { createForm, type Form } from '../state';
import { EMPTY } from './empty';

const both = (text: string) => ({ da: text, en: text });
const base = { help: null, required: false, visible: true } as const;
const text = (id: string, more: object = {}): FieldDef =>
  ({ ...base, id, label: both(id), control: 'text', minLength: 1, maxLength: 9, pattern: null, ...more }) as FieldDef;
const integer = (id: string, more: object = {}): FieldDef =>
  ({ ...base, id, label: both(id), control: 'integer', minimum: 0, maximum: 99, unit: null, ...more }) as FieldDef;
const $expr = (compiled: Compiled) => ({ $expr: compiled });

function form(fields: FieldDef[], answers: Answers = {}, rules: Rule[] = []): Form {
  const sections = [{ id: 's', title: both('S'), help: null, visible: true, fields }];
  const definition: Definition = { ...EMPTY, schema: { type: 'object' }, sections, rules };
  return createForm(definition, answers, () => undefined);
}

const sent = (of: Form) => of.relevant.value.answers;

beforeEach(() => {
  speak('da');
  session.value = { state: 'signed-in', ...PERSON };
});

test('what is suggested stands when the field first shows, and stays away once it is cleared', () => {
  const fields = [text('hvem', { default: $expr(['person', 'name']) }), text('by', { default: 'Aarhus' })];
  const begun = form(fields, { by: 'Odense' });
  expect(sent(begun)).toEqual({ hvem: 'Mette Holm', by: 'Odense' });
  begun.set('/hvem', undefined);
  begun.set('/by', undefined);
  expect(sent(begun)).toEqual({});
  expect(sent(form(fields, begun.answers.value))).toEqual({});
});

test('a suggestion of a hidden field waits until it shows', () => {
  const visible = $expr(['=', 'number', ['get', 'here', 'antal'], 2]);
  const begun = form([integer('antal'), text('hvem', { visible, default: 'Bo' })]);
  expect(sent(begun)).toEqual({});
  begun.set('/antal', 2);
  expect(sent(begun)).toEqual({ antal: 2, hvem: 'Bo' });
});

test('an item of a group gets its suggestions when it is begun', () => {
  const fields = [text('navn'), integer('antal', { default: $expr(['+', 0.5, 0.6]) })];
  const group = { ...base, id: 'g', label: both('g'), control: 'group', fields, minItems: 1, maxItems: 3 } as object;
  const begun = form([{ ...group, itemLabel: both('g'), addLabel: both('g') } as FieldDef]);
  expect(sent(begun)).toEqual({});
  begun.set('/g/0/navn', 'Bo');
  expect(sent(begun)).toEqual({ g: [{ navn: 'Bo', antal: 1 }] });
  begun.set('/g/0/antal', undefined);
  expect(sent(begun)).toEqual({ g: [{ navn: 'Bo' }] });
});

test('the items that a group must have get theirs at once, and no others', () => {
  const inner = [text('navn'), integer('antal', { default: 4 })];
  const words = { itemLabel: both('g'), addLabel: both('g'), label: both('g') };
  const group = (more: object) =>
    ({ ...base, ...words, control: 'group', minItems: 1, maxItems: 5, ...more }) as FieldDef;
  const open = group({ id: 'g', required: true, minItems: 2, fields: inner });
  const begun = form([open, group({ id: 'h', fields: inner })]);
  expect(sent(begun)).toEqual({ g: [{ antal: 4 }, { antal: 4 }] });
  begun.set('/h/0/navn', 'Bo');
  expect(sent(begun)['h']).toEqual([{ navn: 'Bo', antal: 4 }]);

  const outer = group({ id: 'o', required: true, fields: [text('navn'), { ...open, id: 'i' }] });
  expect(sent(form([outer]))).toEqual({ o: [{ i: [{ antal: 4 }, { antal: 4 }] }] });
  expect(sent(form([{ ...outer, required: false } as FieldDef]))).toEqual({});

  const when = form([integer('antal'), { ...open, required: $expr(['=', 'number', ['get', 'here', 'antal'], 2]) }]);
  expect(sent(when)).toEqual({});
  when.set('/antal', 2);
  expect(sent(when)).toEqual({ antal: 2, g: [{ antal: 4 }, { antal: 4 }] });
});

test('whoever begins with the third of three blank items answers the third', () => {
  const fields = [text('navn')];
  const group = { ...base, id: 'g', label: both('g'), control: 'group', fields, minItems: 3, maxItems: 3 } as object;
  const begun = form([{ ...group, required: true, itemLabel: both('g'), addLabel: both('g') } as FieldDef]);
  begun.set('/g/2/navn', 'Bo');
  expect(begun.answers.value).toEqual({ g: [{}, {}, { navn: 'Bo' }] });
  begun.set('/g/0/navn', 'Ea');
  expect(sent(begun)).toEqual({ g: [{ navn: 'Ea' }, { navn: 'Bo' }] });
});

test('what is calculated follows the answers, is sent, and makes no item of its own', () => {
  const sum = { ...base, id: 'ialt', label: both('ialt'), control: 'calculated', as: 'integer' } as object;
  const total = { ...sum, calculate: $expr(['sum', 'g', 'antal']), decimals: null, unit: null } as unknown as FieldDef;
  const fixed = { ...total, id: 'fast', calculate: 7 } as FieldDef;
  const group = { ...base, id: 'g', label: both('g'), control: 'group', fields: [integer('antal'), fixed] } as object;
  const items = { ...group, minItems: 1, maxItems: 3, itemLabel: both('g'), addLabel: both('g') } as FieldDef;
  const begun = form([items, total], { g: [{ antal: 2 }, {}, { antal: 3 }] });
  expect(sent(begun)).toEqual({
    g: [
      { antal: 2, fast: 7 },
      { antal: 3, fast: 7 },
    ],
    ialt: 5,
  });
  expect(begun.relevant.value.calculated.get('/g/2/fast')).toBe(7);
});

test('a rule is told in the words of the definition, a bound as the field shows it', () => {
  const message = both('Slut skal være efter start.');
  const day = { ...base, id: 'slut', label: both('Slut'), control: 'date' } as FieldDef;
  const pattern = text('kode', { pattern: '^[A-Z]$', patternHelp: both('Ét stort bogstav.') });
  const rules: Rule[] = [
    { at: [], field: 'slut', kind: 'earliest', expr: ['date', '2026-11-23'] },
    { at: [], field: 'antal', kind: 'valid', expr: ['>', 'number', ['get', 'here', 'antal'], 3], message },
  ];
  const begun = form([day, integer('antal'), pattern], { slut: '2026-11-22', antal: 2 }, rules);
  expect(begun.check()).toBe(false);
  const [late, few] = [...begun.shownFaults.value.values()];
  expect(late).toMatchObject({ path: '/slut', code: 'too-early' });
  expect(late!.limit).toContain('2026');
  expect(late!.limit).not.toContain('2026-11');
  expect(few).toMatchObject({ path: '/antal', message: 'Slut skal være efter start.' });
  begun.set('/antal', 4);
  expect([...begun.shownFaults.value.keys()]).toEqual(['/slut']);
});

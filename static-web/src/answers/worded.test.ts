/** Texts with answers in them, against what the server says. */
import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/value-texts.json';
import type { Answers, FieldDef } from '../definition';
import { valueAt } from '../form/engine/json-pointer';
import { speak } from '../texts';
import { worded, wordedField, type Named } from './worded';

const FIELDS = vectors.fields as unknown as FieldDef[];

function named(fields: readonly FieldDef[], answers: Answers): Named {
  return (id) => {
    const field = fields.find((vector) => vector.id === id);
    return field && { field, answer: answers[id] };
  };
}

test.each(vectors.cases.map((vector) => [vector.text, vector] as const))(
  '%s',
  (_text, { object, answers, text, da, en }) => {
    const form = answers as Answers;
    const group = FIELDS.find(({ control }) => control === 'group');
    const inside = group?.control === 'group' ? group.fields : [];
    const beside = object === '' ? named(FIELDS, form) : named(inside, valueAt(form, object) as Answers);
    speak('da');
    expect(worded({ da: text, en: text }, { beside, form: named(FIELDS, form) })).toBe(da);
    speak('en');
    expect(worded({ da: text, en: text }, { beside, form: named(FIELDS, form) })).toBe(en);
  },
);

test('an answer in a text that is Markdown is no Markdown, and a field without values is itself', () => {
  speak('da');
  const field = { ...FIELDS[0]!, help: { da: 'Ring til **{navn}**', en: 'x' } };
  const beside = named(FIELDS, { navn: 'Å*[s](https://a)' });
  expect(wordedField(field, { beside, form: beside }).help!.da).toBe('Ring til **Å\\*\\[s\\](https://a)**');
  expect(wordedField(FIELDS[0]!, { beside, form: beside })).toBe(FIELDS[0]);
});

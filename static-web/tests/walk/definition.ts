/** The form that the walk's persons fill in. */
import visits from '../virksomhedsbesoeg.json';
import type { Definition, FieldDef } from '../../src/definition';

const both = (text: string) => ({ da: text, en: text });

/** A small form of a company visit: the company's number with its facts, two texts, and photos. */
export function definition(): Definition {
  const whole = visits as unknown as Definition;
  const fields = whole.sections.flatMap((section) => section.fields);
  const note = fields.find(({ id }) => id === 'notat')!;
  const photos = {
    id: 'billeder',
    label: both('Billeder'),
    help: null,
    control: 'photo',
    required: false,
    visible: true,
    minItems: 0,
    maxItems: 9,
    maxBytes: 1000,
    types: ['image/jpeg'],
    default: null,
  } as unknown as FieldDef;
  const company = fields.filter(({ id }) => ['cvr', 'navn', 'pnummer'].includes(id));
  const section = { id: 'alt', title: both('Alt'), help: null, visible: true } as const;
  return {
    ...whole,
    rules: [],
    sections: [{ ...section, fields: [...company, note, { ...note, id: 'emne' }, photos] as FieldDef[] }],
  } as Definition;
}

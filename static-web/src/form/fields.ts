/** Finds fields in a definition. */
import { addressInWords } from '../answers/number-format';
import { worded } from '../answers/worded';
import {
  fieldsOf,
  type AddressPart,
  type Answers,
  type Definition,
  type FieldDef,
  type GroupField,
} from '../definition';
import { maskedCpr } from './engine/cpr-guard';
import { partsOf } from './engine/json-pointer';
import { words } from '../texts';

export interface FieldAt {
  field: FieldDef;
  /** The group items that contain the field, outermost first. */
  within: { group: GroupField; place: number }[];
}

/** The field at a path, undefined when the form has none there. */
export function fieldAt(definition: Definition, path: string): FieldAt | undefined {
  let fields: readonly FieldDef[] = fieldsOf(definition);
  let place: FieldAt | undefined;
  for (const part of partsOf(path)) {
    if (place?.field.control === 'group' && /^[0-9]+$/.test(part)) {
      fields = place.field.fields;
      place.within.push({ group: place.field, place: Number(part) });
      continue;
    }
    if (place && isAnswerInParts(place.field)) {
      place = { ...place, field: partOf(place.field, part) };
      break;
    }
    const field = fields.find(({ id }) => id === part);
    if (!field) return undefined;
    place = { field, within: place?.within ?? [] };
  }
  return place;
}

function isAnswerInParts({ control }: FieldDef): boolean {
  return ['address', 'photo', 'file', 'position', 'checkboxes', 'entity'].includes(control);
}

/** The field under the name of a part of its answer, where the part has a name, to show the part's fault with. */
function partOf(field: FieldDef, part: string): FieldDef {
  const label = field.control === 'address' ? field.parts[part as AddressPart] : undefined;
  return label ? { ...field, label } : field;
}

/**
 * The title of a draft in lists: the answers that the definition's heading names, as they would be sent; empty while
 * there are none; never contains a CPR number.
 */
export function titleOf(definition: Definition, answers: Answers): string {
  const title = definition.heading.map((id) => shown(definition, id, answers[id])).filter(Boolean);
  const { headingText } = definition;
  if (!headingText || title.length === 0) return maskedCpr(title.join(' · '));
  const named = (id: string) => {
    const field = definition.heading.includes(id) && fieldsOf(definition).find((other) => other.id === id);
    return field ? { field, answer: answers[id] } : undefined;
  };
  return maskedCpr(worded(headingText, { beside: named, form: named }));
}

function shown(definition: Definition, id: string, answer: unknown): string {
  const field = fieldsOf(definition).find((candidate) => candidate.id === id);
  if (field && 'options' in field) {
    // The options of an `entity` field are not in the definition, and an id would mean nothing to a reader.
    const option = field.options?.find(({ value }) => value === answer);
    return option ? words(option.label) : '';
  }
  if (field?.control === 'address' && typeof answer === 'object' && answer !== null)
    return addressInWords(answer as Answers);
  return typeof answer === 'string' || typeof answer === 'number' ? String(answer) : '';
}

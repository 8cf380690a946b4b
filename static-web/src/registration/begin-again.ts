/** Makes drafts from a sent registration: a correction of it, or a new registration with the same answers. */
import { attachmentAddress, type Registration } from '../api';
import { attachedIn } from '../attachments/attached';
import { noteOnServer } from '../attachments/store';
import { timeNow } from '../clock';
import { fieldsOf, type Answers, type Definition, type FieldDef, type Json } from '../definition';
import { loadDraft, saveDraft, type Draft } from '../drafts';
import { cprNumbersIn, guardedTexts } from '../form/engine/cpr-guard';
import { uuidv7 } from '../form/uuid';
import { personKey } from '../session';

/** The types of fields whose answers belong to one visit, so that a copy does not get them. */
const NOT_COPIED: ReadonlySet<FieldDef['control']> = new Set(['photo', 'file', 'signature']);
const MOMENTS: ReadonlySet<FieldDef['control']> = new Set(['date', 'date-time', 'time']);

/** Stores a draft that corrects the registration, unless there is one already; resolves to its id. Throws `StorageUnavailable`. */
export async function beginCorrection(registration: Registration, definition: Definition): Promise<string> {
  const { id, answers, revision, notCpr } = registration;
  if ((await loadDraft(id)) !== undefined) return id;
  for (const { attached } of attachedIn(fieldsOf(definition), answers)) {
    const picture = attached.type.startsWith('image/') ? attachmentAddress(id, attached.id) : '';
    await noteOnServer(id, attached.id, { type: attached.type, thumbnail: picture });
  }
  await saveDraft({
    ...newDraft(registration, id, answers),
    corrects: revision,
    ...confirmedNotCpr(definition, answers, notCpr),
  });
  return id;
}

/** Stores a new draft with the same answers, except those that belong to that visit; resolves to its id. Throws `StorageUnavailable`. */
export async function beginCopy(registration: Registration, definition: Definition): Promise<string> {
  const id = uuidv7();
  await saveDraft(newDraft(registration, id, copyOf(fieldsOf(definition), registration.answers)));
  return id;
}

function newDraft({ app, version, title }: Registration, id: string, answers: Answers): Draft {
  const updatedAt = timeNow().toISOString();
  return { id, app, version, title, answers, updatedAt, personKey: personKey.peek() ?? '' };
}

function copyOf(fields: readonly FieldDef[], answers: Answers): Answers {
  const entries = Object.entries(answers).map(([name, value]): [string, Json] | undefined => {
    const field = fields.find(({ id }) => id === name);
    if (!field || NOT_COPIED.has(field.control)) return undefined;
    // A date or time with a default, such as the visit's, gets its default again.
    if (MOMENTS.has(field.control) && (field.default ?? null) !== null) return undefined;
    if (field.control !== 'group' || !Array.isArray(value)) return [name, value];
    return [name, value.map((item) => (isObject(item) ? copyOf(field.fields, item) : item))];
  });
  return Object.fromEntries(entries.filter((entry) => entry !== undefined));
}

/** The digits that the person has confirmed to be no CPR number and that are still in the answers, so that the form does not ask again. */
function confirmedNotCpr(definition: Definition, answers: Answers, notCpr: readonly string[]): { notCpr?: string[] } {
  const texts = guardedTexts(fieldsOf(definition), answers).filter(({ path }) => notCpr.includes(path));
  const digits = texts.flatMap(({ text }) => cprNumbersIn(text).map((number) => number.digits));
  return digits.length > 0 ? { notCpr: [...new Set(digits)] } : {};
}

function isObject(value: Json): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

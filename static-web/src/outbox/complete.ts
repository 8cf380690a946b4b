/** Completes a registration in the outbox before it is sent, with the register's facts about its companies. */
import { company as askRegister, Problem, units, type Company } from '../api';
import { fieldsOf, type Answers, type CvrField, type Definition, type FieldDef } from '../definition';
import { definitionOf } from '../definitions';
import { fieldAt } from '../form/fields';
import { valueAt, withValue } from '../form/engine/json-pointer';
import { filledByRegister, unitElsewhere } from '../form/register-facts';
import type { OutboxContent, OutboxEntry } from './entry';
import { frozen } from './frozen';

/**
 * Adds the register's facts to an entry's content. Leaves it unchanged where the register does not answer: the server asks it again
 * before delivery. Throws `NoNetwork`, or `Problem` where the session has ended or the definition is missing.
 */
export async function complete(entry: OutboxEntry, signal: AbortSignal): Promise<OutboxContent> {
  const { app, version, answeredAt, content } = entry;
  const definition = await definitionOf(app, version);
  let draft = content.draft;
  for (const path of content.lookUps) draft = await withCompany(definition, draft, path, signal);
  if (draft === content.draft && content.answers !== null) return content;
  return frozen(definition, draft, new Date(answeredAt), content.notCpr);
}

async function withCompany(
  definition: Definition,
  draft: Answers,
  path: string,
  signal: AbortSignal,
): Promise<Answers> {
  const [cvr, field] = [valueAt(draft, path), fieldAt(definition, path)];
  if (typeof cvr !== 'string' || field?.field.control !== 'cvr') return draft;
  const parent = path.slice(0, path.lastIndexOf('/'));
  const beside = field.within.at(-1)?.group.fields ?? fieldsOf(definition);
  const object = (valueAt(draft, parent) ?? {}) as Answers;
  try {
    const company = await withChosen(
      field.field,
      beside,
      object,
      await askRegister(cvr, { signal, background: true }),
      signal,
    );
    let filled = draft;
    for (const [id, value] of filledByRegister(field.field, beside, object, company))
      filled = withValue(filled, `${parent}/${id}`, value);
    return filled;
  } catch (failure) {
    // A company that does not exist, or a register that is down, does not prevent sending.
    if (failure instanceof Problem && (failure.status === 404 || failure.status >= 500)) return draft;
    throw failure;
  }
}

/** The company with the chosen unit, also where the register returned only the first units of a chain. */
async function withChosen(
  field: CvrField,
  beside: readonly FieldDef[],
  object: Answers,
  company: Company,
  signal: AbortSignal,
): Promise<Company> {
  const chosen = unitElsewhere(field, beside, object, company);
  if (chosen === undefined) return company;
  const { items } = await units(company.cvr, chosen, { signal, background: true });
  return { ...company, units: [...company.units, ...items] };
}

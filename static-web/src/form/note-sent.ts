/** Stores the answers just sent in the phone's memory, as far as the definition allows, to suggest them at the next visit. */
import { timeNow } from '../clock';
import type { Answers, Definition } from '../definition';
import { fieldsOf } from '../definition';
import { afterSending, type Place } from '../memory/memory';
import { changeMemory } from '../memory/store';
import type { Companies } from './companies';

export async function noteSent(definition: Definition, answers: Answers, companies: Companies): Promise<void> {
  const placeOf = (id: string) => {
    const unit = fieldsOf(definition).find((field) => field.control === 'p-number' && field.company === id);
    const place = placeAt(companies, `/${id}`, unit && answers[unit.id]);
    const spot = companies.spotAt(`/${id}`);
    return place && { ...place, ...(spot && { spot }) };
  };
  const at = timeNow().toISOString();
  await changeMemory((before) => afterSending(before, definition, answers, at, placeOf));
}

/** The company that the register found at the path, with the unit that was chosen of it. */
export function placeAt(companies: Companies, path: string, chosen: unknown): Place | undefined {
  const lookUp = companies.at(path).peek();
  if (lookUp.state !== 'found') return undefined;
  const { cvr, name, address } = lookUp.company;
  const isUnit = typeof chosen === 'string' && /^[0-9]{10}$/.test(chosen);
  const unit = isUnit ? companies.unitOf(lookUp.company, chosen) : undefined;
  // The register's answer has only some of a chain's units; for the others the number is shown instead of the address.
  const where = unit ? unit.address || unit.name : isUnit ? chosen : address;
  return { cvr, name, address: where, ...(isUnit ? { pNumber: chosen } : {}), isFavourite: false };
}

/**
 * Determines what the register's answer about a company fills in beside its number. The server's half is
 * shared/domain/answers/company_facts.py.
 */
import limits from '../../../shared/contract/limits.json';
import type { Company, Unit } from '../api';
import type { Answers, CvrField, FieldDef, Json, PNumberField, TextField } from '../definition';

export const AWAITING = limits.awaitingUnit;

export type LookUp =
  | { state: 'none' }
  | { state: 'asking'; cvr: string }
  | { state: 'found'; cvr: string; company: Company }
  | { state: 'unknown'; cvr: string }
  | { state: 'unreachable'; cvr: string };

interface Known {
  /** Whether the person has declared that the unit is not known yet. */
  isUnknownSoFar: (id: string) => boolean;
  unitOf: (company: Company, pNumber: string) => Unit | undefined;
}

/** The values of the fields beside the number after a look-up. */
export function* filledIn(
  { id }: CvrField,
  beside: readonly FieldDef[],
  object: Answers,
  lookUp: LookUp,
  { isUnknownSoFar, unitOf }: Known,
): Iterable<[id: string, value: Json | undefined]> {
  const field = unitFieldOf(id, beside);
  const before = field && object[field.id];
  const chosen = field && unit(lookUp, before, isUnknownSoFar(field.id));
  if (field) yield [field.id, chosen];
  for (const text of autofilledBy(id, beside)) {
    if (lookUp.state === 'none') yield [text.id, undefined];
    if (lookUp.state !== 'found') continue;
    const { company } = lookUp;
    const { value } = text.autofill!;
    if (value !== 'unit-address') yield [text.id, shortened(company[value], text.maxLength)];
    else {
      const chosenUnit = isUnit(chosen) ? unitOf(company, chosen) : undefined;
      // The draft's address stays for a chain's unit that the register's answer did not contain.
      if (chosenUnit || !isUnit(chosen) || chosen !== before)
        yield [text.id, chosenUnit && shortened(addressOf(chosenUnit), text.maxLength)];
    }
  }
}

/** The values to fill in after a look-up at sending: nothing that a person must choose. */
export function* filledByRegister(
  field: CvrField,
  beside: readonly FieldDef[],
  object: Answers,
  company: Company,
): Iterable<[id: string, value: Json]> {
  const lookUp: LookUp = { state: 'found', cvr: company.cvr, company };
  const unitOf = ({ units }: Company, pNumber: string) => units.find((candidate) => candidate.pNumber === pNumber);
  for (const [id, value] of filledIn(field, beside, object, lookUp, { isUnknownSoFar: () => false, unitOf })) {
    if (value !== undefined && value !== object[id]) yield [id, value];
  }
}

/** The chosen unit, if it did not come with the company and one of its facts is to be filled in. */
export function unitElsewhere(
  { id }: CvrField,
  beside: readonly FieldDef[],
  object: Answers,
  { units }: Company,
): string | undefined {
  const field = unitFieldOf(id, beside);
  const chosen = field && object[field.id];
  const isAsked = autofilledBy(id, beside).some(({ autofill }) => autofill?.value === 'unit-address');
  return isAsked && isUnit(chosen) && !units.some(({ pNumber }) => pNumber === chosen) ? chosen : undefined;
}

/** The unit's address; its name where the address is protected. */
export function addressOf({ address, name }: Unit): string {
  return address || name;
}

function isUnit(chosen: Json | undefined): chosen is string {
  return typeof chosen === 'string' && chosen !== AWAITING;
}

function unitFieldOf(company: string, beside: readonly FieldDef[]): PNumberField | undefined {
  return beside.find(
    (candidate): candidate is PNumberField => candidate.control === 'p-number' && candidate.company === company,
  );
}

function autofilledBy(company: string, beside: readonly FieldDef[]): TextField[] {
  return beside.filter(
    (candidate): candidate is TextField => candidate.control === 'text' && candidate.autofill?.company === company,
  );
}

/** The value of the unit's field. `isUnknownSoFar`: the person has declared that the unit is not known yet. */
function unit(lookUp: LookUp, chosen: Json | undefined, isUnknownSoFar: boolean): Json | undefined {
  if (lookUp.state === 'none') return undefined;
  if (lookUp.state !== 'found') return chosen ?? AWAITING;
  const { units, unitCount } = lookUp.company;
  const areAll = unitCount <= units.length;
  if (unitCount === 0 || (chosen === AWAITING && isUnknownSoFar)) return AWAITING;
  // The register's answer has only the first of a chain's units, so the chosen one may be missing in it.
  if (isUnit(chosen) && (!areAll || units.some((candidate) => candidate.pNumber === chosen))) return chosen;
  const open = units.filter(({ active }) => active);
  return areAll && open.length === 1 ? open[0]!.pNumber : undefined;
}

/** Cuts a register's text to the field's limit: the person cannot edit the field, and could not correct the fault. */
function shortened(text: string, limit: number): string | undefined {
  const characters = Array.from(text.trim());
  return characters.slice(0, limit).join('').trim() || undefined;
}

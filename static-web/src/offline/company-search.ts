/** Searches companies by name or street: in the register, or among those used before where it can't be reached. */
import { searchCompanies, type CompanyHit } from '../api';
import type { KeptCompany } from './database';
import { keptCompanies } from './kept';

/** The matching companies. Throws the call's error where the call fails and no company on the phone matches either. */
export async function findCompanies(text: string): Promise<CompanyHit[]> {
  try {
    return await searchCompanies(text);
  } catch (failure) {
    const kept = fitting(await keptCompanies(), text);
    if (kept.length === 0) throw failure;
    return kept;
  }
}

/** The companies whose name or address contains every word of the text. */
export function fitting(companies: readonly KeptCompany[], text: string): CompanyHit[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = ({ name, knownAs, address }: CompanyHit) => {
    const held = `${name} ${knownAs} ${address}`.toLowerCase();
    return wanted.every((word) => held.includes(word));
  };
  return companies.map(({ company }) => company).filter(holds);
}

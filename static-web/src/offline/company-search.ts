/** Companies by name or street: the register's, and those used before where it can't be reached. */
import { searchCompanies, type CompanyHit } from '../api';
import type { KeptCompany } from './database';
import { keptCompanies } from './kept';

/** Throws what the call throws where no company on the phone fits either. */
export async function findCompanies(text: string): Promise<CompanyHit[]> {
  try {
    return await searchCompanies(text);
  } catch (failure) {
    const kept = fitting(await keptCompanies(), text);
    if (kept.length === 0) throw failure;
    return kept;
  }
}

/** Those whose name or address holds every word of the text. */
export function fitting(companies: readonly KeptCompany[], text: string): CompanyHit[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = ({ name, knownAs, address }: CompanyHit) => {
    const held = `${name} ${knownAs} ${address}`.toLowerCase();
    return wanted.every((word) => held.includes(word));
  };
  return companies.map(({ company }) => company).filter(holds);
}

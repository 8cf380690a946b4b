/** Searches companies by name or street: in the register, or among those used before where it can't be reached. */
import { searchCompanies, type CompanyHit } from '../api';
import type { StoredCompany } from './database';
import { loadCompanies } from './stored';

/** The matching companies. Throws the call's error where the call fails and no company on the phone matches either. */
export async function findCompanies(text: string): Promise<CompanyHit[]> {
  try {
    return await searchCompanies(text);
  } catch (failure) {
    const stored = fitting(await loadCompanies(), text);
    if (stored.length === 0) throw failure;
    return stored;
  }
}

/** The companies whose name or address contains every word of the text. */
export function fitting(companies: readonly StoredCompany[], text: string): CompanyHit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ name, knownAs, address }: CompanyHit) => {
    const searched = `${name} ${knownAs} ${address}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  };
  return companies.map(({ company }) => company).filter(matches);
}

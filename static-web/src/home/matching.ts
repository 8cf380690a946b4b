/** Whether a registration matches a search. The same rules as in shared/services/list_registrations.py. */
import type { ListFilter, Summary } from '../api';

/** Every word of the query must be in the texts of the card, in any order, ignoring case. */
export function matches(row: Summary, { query = '', status = [], app = '' }: ListFilter): boolean {
  if (status.length > 0 && !status.includes(row.status)) return false;
  if (app !== '' && row.app !== app) return false;
  const text = folded([row.title, ...(row.card ?? []), row.receipt?.id ?? ''].join('\n'));
  return wordsOf(query).every((word) => text.includes(word));
}

export function wordsOf(query: string): string[] {
  return folded(query).split(/\s+/).filter(Boolean);
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

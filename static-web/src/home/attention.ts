/** Which registrations need a person's attention. The same rules as in shared/services/list_registrations.py. */
import type { Status, Summary } from '../api';

const UNSETTLED: ReadonlySet<Status> = new Set(['refused', 'uncertain']);

/**
 * The registrations that are refused or uncertain, and those whose follow-up day has come without a later registration of the same
 * app and title. `rows`: newest first; `today`: as `YYYY-MM-DD`.
 */
export function needingAttention<R extends Summary>(rows: readonly R[], today: string): R[] {
  const later = new Set<string>();
  return rows.filter((row) => {
    const subject = JSON.stringify([row.app, row.title]);
    const isDue = row.followUp !== null && row.followUp <= today && !later.has(subject);
    later.add(subject);
    return isDue || UNSETTLED.has(row.status);
  });
}

/** Whether a registration of that list is there only for its follow-up. */
export function isFollowUp({ status }: Summary): boolean {
  return !UNSETTLED.has(status);
}

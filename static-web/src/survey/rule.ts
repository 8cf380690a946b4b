/** Decides when the survey is shown: on a receipt, once in a while, and not while there is other work to continue. */
import { timeNow } from '../clock';
import { readableAndLockedDrafts } from '../drafts';
import { remember, remembered } from '../local-storage';
import { unsentCount } from '../outbox/state';

const ASKED_AS = 'feltskema.survey.asked';

/** The days between two surveys on a phone. A quarter has at most 92, so a phone never asks twice in the same. */
const DAYS_BETWEEN = 92;
const DAY_MS = 24 * 3_600_000;
/** A draft that was changed within this time belongs to a visit that is still going on. */
const VISIT_MS = 3_600_000;

/** Whether the survey may be shown now. Never rejects. */
export async function isTimeToAsk(): Promise<boolean> {
  const askedAt = remembered(ASKED_AS);
  const now = timeNow().getTime();
  if (askedAt !== null && now - Date.parse(askedAt) < DAYS_BETWEEN * DAY_MS) return false;
  if (unsentCount.peek() > 0) return false;
  try {
    const { drafts, locked } = await readableAndLockedDrafts();
    return [...drafts, ...locked].every(({ updatedAt }) => now - Date.parse(updatedAt) > VISIT_MS);
  } catch {
    return false;
  }
}

/** Records that the survey was shown today, so that it is not shown again for long. Only the day is stored, not the time. */
export function recordShown(): void {
  remember(ASKED_AS, timeNow().toISOString().slice(0, 10));
}

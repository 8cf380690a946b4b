/** When the survey is shown: at a receipt, seldom, and not while there is other work to go on with. */
import { timeNow } from '../clock';
import { readableAndLockedDrafts } from '../drafts';
import { remember, remembered } from '../local-storage';
import { unsentCount } from '../outbox/state';

const ASKED_AS = 'feltskema.survey.asked';

/** A quarter has at most 92 days, so a phone never asks twice in one. */
const DAYS_BETWEEN = 92;
const DAY_MS = 24 * 3_600_000;
/** A draft that was written in so lately is of a visit that goes on. */
const VISIT_MS = 3_600_000;

/** Whether this is a time to ask. Never rejects. */
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

/** It was shown: answered or not, it is not shown again for long. The day is kept, and no time. */
export function noteAsked(): void {
  remember(ASKED_AS, timeNow().toISOString().slice(0, 10));
}

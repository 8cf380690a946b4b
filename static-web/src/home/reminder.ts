/** Decides whether a draft is so old that the person is reminded of it. */

const REMIND_AFTER_MS = 7 * 24 * 3_600_000;

/** Whether the person is reminded of a draft, as it is a week old: phones delete data that was not used for weeks, and a visit is soon forgotten. */
export function needsReminder(updatedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(updatedAt) > REMIND_AFTER_MS;
}

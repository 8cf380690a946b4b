/** Decides whether a draft is so old that the person is reminded of it. */

const OLD_AFTER_MS = 7 * 24 * 3_600_000;

/** Whether a draft is a week old: phones delete data that was not used for weeks, and a visit is soon forgotten. */
export function isOld(updatedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(updatedAt) > OLD_AFTER_MS;
}

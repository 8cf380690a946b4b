/** When a draft has lain so long that its person is told. */

const OLD_AFTER_MS = 7 * 24 * 3_600_000;

/** Phones clear what was not used for weeks, and a visit is soon forgotten. */
export function isOld(updatedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(updatedAt) > OLD_AFTER_MS;
}

/** What the page makes of a registration's status. */
import type { Status } from './api';
import type { IconName } from './icons';

export type Tone = 'info' | 'success' | 'warning' | 'error';

/** Colour is never alone: each status has its icon and its words. */
export const STATUS: Readonly<Record<Status, { tone: Tone; icon: IconName }>> = {
  modtaget: { tone: 'info', icon: 'inbox' },
  leveres: { tone: 'info', icon: 'sync' },
  'i-fasit': { tone: 'success', icon: 'success' },
  venter: { tone: 'warning', icon: 'clock' },
  uvis: { tone: 'warning', icon: 'question' },
  afvist: { tone: 'error', icon: 'refused' },
};

/** Whether the status changes by itself. `uvis` waits for a person, the two others are the end. */
export function isMoving(status: Status): boolean {
  return status === 'modtaget' || status === 'leveres' || status === 'venter';
}

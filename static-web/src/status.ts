/** What the page makes of a registration's status. */
import type { Status, Summary } from './api';
import { forms } from './definitions';
import type { IconName } from './icons';
import { t } from './texts';

export type Tone = 'info' | 'success' | 'warning' | 'error';

/** Colour is never alone: each status has its icon and its words. */
export const STATUS: Readonly<Record<Status, { tone: Tone; icon: IconName }>> = {
  received: { tone: 'info', icon: 'inbox' },
  delivering: { tone: 'info', icon: 'sync' },
  delivered: { tone: 'success', icon: 'success' },
  waiting: { tone: 'warning', icon: 'clock' },
  blocked: { tone: 'warning', icon: 'clock' },
  uncertain: { tone: 'warning', icon: 'question' },
  refused: { tone: 'error', icon: 'refused' },
};

type Told = Pick<Summary, 'app' | 'status' | 'reason'>;

/** It is not the receiver that is waited for. */
const NO_REGISTER = 'register-unavailable';

/** The status in words, and what it means for the person: an app that does not go to Fasit says nothing of Fasit. */
export function statusName({ app, status, reason }: Told): string {
  if (reason?.code === NO_REGISTER) return t('status.waiting.kept');
  return t(isForFasit(app) ? `status.${status}` : `status.${status}.kept`);
}

export function statusExplained({ app, status, reason }: Told): string {
  if (reason?.code === NO_REGISTER) return reason.message;
  return t(isForFasit(app) ? `status.${status}.explained` : `status.${status}.kept.explained`);
}

export function isForFasit(app: string): boolean {
  const form = forms.value.find((summary) => summary.app === app);
  // What an older server told of had no target, and went to Fasit.
  return form !== undefined && (form.target ?? 'fasit').startsWith('fasit');
}

const MOVING: ReadonlySet<Status> = new Set(['received', 'delivering', 'waiting', 'blocked']);

/** Whether the status changes by itself. `uncertain` and `refused` wait for a person, `delivered` is the end. */
export function isMoving(status: Status): boolean {
  return MOVING.has(status);
}

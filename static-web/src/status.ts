/** What the page makes of a registration's status. */
import type { Status, Summary } from './api';
import { forms } from './definitions';
import type { IconName } from './icons';
import { language, t } from './texts';

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

export type Told = Pick<Summary, 'app' | 'status' | 'reason'> & Partial<Pick<Summary, 'target'>>;

/** It is not the receiver that is waited for. */
const NO_REGISTER = 'register-unavailable';

/** The status in words, and what it means for the person: an app that goes to no system says nothing of one. */
export function statusName(row: Told): string {
  return row.reason?.code === NO_REGISTER ? t('status.waiting.kept') : inWords(row, '');
}

export function statusExplained(row: Told): string {
  return row.reason?.code === NO_REGISTER ? row.reason.message : inWords(row, '.explained');
}

function inWords(row: Told, ending: '' | '.explained'): string {
  const system = systemShown(row);
  return t(system ? `status.${row.status}${ending}` : `status.${row.status}.kept${ending}`, { system });
}

/** The states in which all the systems of an app are meant, and not the one that the status is of. */
const OF_ALL: ReadonlySet<Status> = new Set(['received', 'delivered']);

function systemShown({ app, status, target }: Told): string {
  return (!OF_ALL.has(status) && target && systemOf(target)) || systemsOf(app);
}

/** The systems that an app's registrations go to, in words; empty where they go to none. */
export function systemsOf(app: string): string {
  const form = forms.value.find((summary) => summary.app === app);
  // What an older server told of had no targets, and went to Fasit.
  const systems = form ? (form.targets ?? ['fasit']).map(systemOf).filter(Boolean) : [];
  return new Intl.ListFormat(language.value).format(systems);
}

/** What people call the system that a target delivers to; the server's twin is `system_of` (`shared/domain/delivery.py`). */
export function systemOf(target: string): string {
  const [name] = target.split('-');
  return !name || target === 'log' ? '' : name[0]!.toUpperCase() + name.slice(1);
}

const MOVING: ReadonlySet<Status> = new Set(['received', 'delivering', 'waiting', 'blocked']);

/** Whether the status changes by itself. `uncertain` and `refused` wait for a person, `delivered` is the end. */
export function isMoving(status: Status): boolean {
  return MOVING.has(status);
}

/** Determines the colour, icon and words of a registration's status. */
import type { Status, Summary } from './api';
import { forms } from './definitions';
import type { IconName } from './icons';
import { language, t } from './texts';

export type Tone = 'info' | 'success' | 'warning' | 'error';

/** The colour and icon of each status. Beside the colour there is always an icon and a text (WCAG 1.4.1). */
export const STATUS: Readonly<Record<Status, { tone: Tone; icon: IconName }>> = {
  received: { tone: 'info', icon: 'inbox' },
  delivering: { tone: 'info', icon: 'sync' },
  delivered: { tone: 'success', icon: 'success' },
  waiting: { tone: 'warning', icon: 'clock' },
  blocked: { tone: 'warning', icon: 'clock' },
  uncertain: { tone: 'warning', icon: 'question' },
  refused: { tone: 'error', icon: 'refused' },
  parked: { tone: 'warning', icon: 'clock' },
  closed: { tone: 'info', icon: 'success' },
};

/** The data that a status is shown from, of a registration or one of its deliveries. `system`: the delivery's, where there are several. */
export type StatusRow = Pick<Summary, 'app' | 'status' | 'reason'> &
  Partial<Pick<Summary, 'target' | 'targets'>> & { system?: string };

/** The reason code when the delivery waits for the CVR register, and not for the target. */
const NO_REGISTER = 'register-unavailable';

/** The status in words. An app that is delivered to no system has texts of its own, which name none. */
export function statusName(row: StatusRow): string {
  return row.reason?.code === NO_REGISTER ? t('status.waiting.kept') : inWords(row, '');
}

export function statusExplained(row: StatusRow): string {
  return row.reason?.code === NO_REGISTER ? row.reason.message : inWords(row, '.explained');
}

function inWords(row: StatusRow, ending: '' | '.explained'): string {
  const system = systemShown(row);
  // A person wrote the reason, so it explains the status.
  if (row.status === 'parked' || row.status === 'closed')
    return ending ? (row.reason?.message ?? '') : t(`status.${row.status}`);
  return t(system ? `status.${row.status}${ending}` : `status.${row.status}.kept${ending}`, { system });
}

/** The states whose text names all the systems of a registration, instead of the one that the status is from. */
const OF_ALL: ReadonlySet<Status> = new Set(['received', 'delivered']);

function systemShown(row: StatusRow): string {
  const { status, target, system } = row;
  return system || (!OF_ALL.has(status) && target && systemOf(target)) || systemsOf(row);
}

/**
 * The systems that a registration goes to, in words; empty where it goes to none. Where its own targets are not known, those of its
 * form today.
 */
export function systemsOf({ app, targets }: Pick<StatusRow, 'app' | 'targets'>): string {
  const form = forms.value.find((summary) => summary.app === app);
  // An older server sends no targets.
  const systems = (targets?.length ? targets : (form?.targets ?? [])).map(systemOf).filter(Boolean);
  return new Intl.ListFormat(language.value).format(systems);
}

/** The name of the system that a target delivers to; the same as `system_of` on the server (`shared/domain/delivery.py`). */
export function systemOf(target: string): string {
  const [name] = target.split('-');
  return !name || target === 'log' ? '' : name[0]!.toUpperCase() + name.slice(1);
}

const MOVING: ReadonlySet<Status> = new Set(['received', 'delivering', 'waiting', 'blocked']);

/** Whether the status changes without a person's help. `uncertain` and `refused` wait for a person; `delivered` is final. */
export function isMoving(status: Status): boolean {
  return MOVING.has(status);
}

/** Describes entries of the outbox in words: what they wait for, and when they are retried. */
import { now } from '../clock';
import { session } from '../session';
import { formatTime, t, type TextKey } from '../texts';
import type { Obstacle, OutboxEntry } from './entry';
import { attachmentProgress } from './state';
import { isBeingSent } from './store';

const OBSTACLES: Readonly<Record<Obstacle, TextKey>> = {
  network: 'outbox.network',
  server: 'outbox.server',
  busy: 'outbox.busy',
  'signed-out': 'outbox.signed-out',
  'no-access': 'outbox.no-access',
};

/** Whether the entry is being sent now, and which of its attachments. */
export function stateInWords(entry: OutboxEntry): string {
  if (!isBeingSent(entry, now.value)) return t('outbox.waiting');
  const attachment = attachmentProgress.value[entry.id];
  return attachment ? t('form.sending.attachment', { ...attachment }) : t('outbox.sending');
}

/** Why it waits; empty before the first try has ended. */
export function obstacleInWords({ obstacle }: OutboxEntry): string {
  if (session.value.state === 'signed-out') return t('outbox.signed-out');
  return obstacle ? t(OBSTACLES[obstacle]) : '';
}

/** Which try failed, and when the next one is. */
export function nextTryInWords({ tries, retryAt }: OutboxEntry): string {
  return tries > 0 && retryAt ? t('outbox.next', { tries, time: formatTime(retryAt) }) : '';
}

import { useSignal } from '@preact/signals';
import type { Receipt, Summary } from '../api';
import { now } from '../clock';
import { Icon } from '../icons';
import { isDraftForm } from '../offered';
import { STATUS, statusExplained, statusName, systemOf, systemsOf } from '../status';
import { formatDateTime, t } from '../texts';
import { ts } from './settling-words';

/** Reasons that the explanation of the status already contains. */
const EXPLAINED_BY_STATUS = new Set([
  'unavailable',
  'register-unavailable',
  'uncertain',
  'confirmed',
  'sent-again',
  'parked',
  'withdrawn',
  'handled-otherwise',
]);

interface Props {
  summary: Summary;
  /** The registration has only one delivery. With several, each shows its own receipt. */
  isAlone: boolean;
  /** Operators let nothing be sent to its target. */
  isHeld?: boolean;
}

const LATE_AFTER_MS = 2 * 60_000;

/** Whether the delivery has waited so long for its first try that the target may be down; there is no reason to show yet. */
const isLate = ({ status, receivedAt }: Summary): boolean =>
  status === 'received' && now.value.getTime() - new Date(receivedAt).getTime() > LATE_AFTER_MS;

const heldExplained = ({ target }: Summary): string =>
  ts('held.explained', { system: systemOf(target) || ts('receiver') });

/** The registration's status, what it means for the person, and the target's id of it once it is delivered. */
export function StatusPanel({ summary, isAlone, isHeld = false }: Props) {
  const { status, reason, receipt } = summary;
  const system = systemsOf(summary);
  const { tone, icon } = STATUS[status];
  const waitsForRelease = isHeld && (status === 'received' || status === 'waiting');
  const turning = status === 'delivering' || (status === 'received' && !waitsForRelease);
  return (
    <section class={`state state-${tone}`} data-status={status}>
      <div class="state-head">
        {turning ? <span class="spinner spinner-small" aria-hidden="true" /> : <Icon name={icon} class="state-icon" />}
        <h2 class="h3">{statusName(summary)}</h2>
      </div>
      <p>
        {waitsForRelease ? heldExplained(summary) : isLate(summary) ? ts('received.late') : statusExplained(summary)}
      </p>
      {isDraftForm(summary.app) && <p>{t('draft-form.explained')}</p>}
      {reason && !EXPLAINED_BY_STATUS.has(reason.code) && (
        <p class="state-reason">
          <strong>{t('registration.reason')}:</strong> {reason.message}
        </p>
      )}
      {status === 'delivered' && receipt && system && isAlone && <ReceiptLine receipt={receipt} system={system} />}
    </section>
  );
}

function ReceiptLine({ receipt, system }: { receipt: Receipt; system: string }) {
  const copied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(receipt.id);
    copied.value = true;
  };
  return (
    <div class="receipt">
      <p class="receipt-label">{t('registration.receipt', { system })}</p>
      <p class="receipt-id">{receipt.id || t('registration.no-receipt')}</p>
      {receipt.id && (
        <button type="button" class="button button-secondary" onClick={() => void copy()}>
          <Icon name={copied.value ? 'check' : 'copy'} />
          {t(copied.value ? 'registration.copied' : 'registration.copy')}
        </button>
      )}
      <p class="muted">{t('registration.receipt-at', { system, time: formatDateTime(receipt.at) })}</p>
    </div>
  );
}

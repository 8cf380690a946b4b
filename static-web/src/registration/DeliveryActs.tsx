import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { settle, type Status, type Summary } from '../api';
import { Alert } from '../frame/Alert';
import { Dialog } from '../frame/Dialog';
import { Failure } from '../frame/Failure';
import type { ShownDelivery } from '../generated/api';
import { isMoving, systemOf } from '../status';
import { ts } from './settling-words';

/** The acts that the person must confirm. */
type ConfirmedAct = 'withdraw' | 'close';
type Act = ConfirmedAct | 'try-now' | 'reopen';

interface Props {
  app: string;
  id: string;
  delivery: Partial<ShownDelivery>;
  /** The registration has only this delivery. Of several, each is called by its system. */
  isAlone: boolean;
  onSettled: (summary: Summary) => void;
}

/** Buttons to try a delivery at once, withdraw it, close it with a reason, or open it again. */
export function DeliveryActs({ app, id, delivery, isAlone, onSettled }: Props) {
  const { target = '', status, held: holdReason, assigned } = delivery;
  const system = isAlone ? '' : systemOf(target) || target;
  const actToConfirm = useSignal<ConfirmedAct | null>(null);
  const settlement = useSettling(app, id, delivery, onSettled);
  const act = async (outcome: Act, reason = '') => {
    if (await settlement.act(outcome, reason)) actToConfirm.value = null;
  };
  const isOpen = status !== 'delivered' && status !== 'closed';
  const failed = settlement.failure !== undefined && <Failure failure={settlement.failure} />;
  return (
    <>
      {typeof holdReason === 'string' && status && isOpen && <HeldNote {...{ target, status }} reason={holdReason} />}
      {assigned && isOpen && <p class="muted">{ts('assigned', { name: assigned })}</p>}
      <Acts
        {...{ delivery, system, isBusy: settlement.isBusy }}
        onAct={(outcome) => void act(outcome)}
        onConfirmFirst={(outcome) => (actToConfirm.value = outcome)}
      >
        {actToConfirm.value === null && failed}
      </Acts>
      {actToConfirm.value && (
        <ConfirmationDialog
          outcome={actToConfirm.value}
          {...{ target, system, isBusy: settlement.isBusy }}
          onConfirm={(reason) => void act(actToConfirm.value!, reason)}
          onClose={() => (actToConfirm.value = null)}
        >
          {failed}
        </ConfirmationDialog>
      )}
    </>
  );
}

/** Says that nothing is sent to the target now, and what that means for the delivery. */
function HeldNote({ target, status, reason }: { target: string; status: Status; reason: string }) {
  // Laid aside, it is not sent either when the hold ends.
  if (status === 'parked') return null;
  return (
    <Alert tone="warning">
      <p>{ts(isMoving(status) ? 'held' : 'held.again', { system: systemOf(target) || ts('receiver'), reason })}</p>
    </Alert>
  );
}

/** Sends an act on a delivery to the server. `act` resolves to whether it succeeded; if not, `failure` holds the reason. */
function useSettling(app: string, id: string, { target, statusAt }: Props['delivery'], onSettled: Props['onSettled']) {
  const busy = useSignal(false);
  const failure = useSignal<unknown>(undefined);
  const act = async (outcome: Act, reason: string) => {
    busy.value = true;
    failure.value = undefined;
    try {
      const seenState = { target: target || null, statusAt: statusAt ?? null };
      onSettled(await settle(app, id, { outcome, reason: reason.trim() || null, ...seenState }));
      return true;
    } catch (problem) {
      failure.value = problem;
      return false;
    } finally {
      busy.value = false;
    }
  };
  return { act, isBusy: busy.value, failure: failure.value };
}

interface ActsProps {
  delivery: Partial<ShownDelivery>;
  /** What the delivery is called among several; empty where it is alone. */
  system: string;
  isBusy: boolean;
  onAct: (outcome: Act) => void;
  onConfirmFirst: (outcome: ConfirmedAct) => void;
  children: ComponentChildren;
}

/** A button for each act that the server allows, with an explanation. Empty where it allows none. */
function Acts({ delivery: { status, acts, held }, system, isBusy, onAct, onConfirmFirst, children }: ActsProps) {
  const can = (outcome: Act) => acts?.includes(outcome) ?? false;
  const isUnderWay = status === 'waiting' || status === 'blocked';
  // Under a hold a try at once would only wait.
  const isTriable = isUnderWay && typeof held !== 'string';
  const underWayHow = can('withdraw') ? 'waiting.how' : 'waiting.how.may-be-there';
  const isClosable = can('close') && !isTriable && !(isUnderWay && can('withdraw'));
  if (!can('withdraw') && !can('close') && !can('reopen')) return null;
  const button = (outcome: Act, onClick: () => void) => (
    <button type="button" class="button button-secondary" aria-disabled={isBusy} onClick={onClick}>
      {ts(outcome)}
    </button>
  );
  return (
    <section class="panel">
      {system && <h2 class="h4">{ts('one.title', { system })}</h2>}
      {isUnderWay && !system && <h2 class="h4">{ts('waiting.title')}</h2>}
      <p>
        {ts(isTriable ? underWayHow : can('withdraw') ? 'received.how' : can('reopen') ? 'reopen.how' : 'close.how')}
      </p>
      <div class="actions">
        {isTriable && can('try-now') && button('try-now', () => onAct('try-now'))}
        {can('withdraw') && button('withdraw', () => onConfirmFirst('withdraw'))}
        {isClosable && button('close', () => onConfirmFirst('close'))}
        {can('reopen') && button('reopen', () => onAct('reopen'))}
      </div>
      {children}
    </section>
  );
}

interface ConfirmationProps {
  outcome: ConfirmedAct;
  target: string;
  /** What the delivery is called among several; empty where it is alone. */
  system: string;
  isBusy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** The confirmation of an act. Closing needs a reason. */
function ConfirmationDialog({ outcome, target, system, isBusy, onConfirm, onClose, children }: ConfirmationProps) {
  const reason = useSignal('');
  const needsReason = outcome === 'close';
  const keySuffix = system ? '.one' : '';
  return (
    <Dialog
      heading={ts(`${outcome}.title${keySuffix}`, { system })}
      confirm={ts(outcome)}
      busy={isBusy || (needsReason && reason.value.trim() === '')}
      onConfirm={() => onConfirm(reason.value)}
      onClose={onClose}
    >
      <p>{ts(`${outcome}.what${keySuffix}`, { system })}</p>
      {needsReason && (
        <>
          <label class="form-label" for={`close-${target}`}>
            {ts('close.reason')}
          </label>
          <input
            id={`close-${target}`}
            class="form-input"
            autocomplete="off"
            maxLength={limits.reasonLength}
            value={reason.value}
            onInput={(event) => (reason.value = event.currentTarget.value)}
          />
        </>
      )}
      {children}
    </Dialog>
  );
}

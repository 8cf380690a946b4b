import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { settle, type Summary } from '../api';
import { Alert } from '../frame/Alert';
import { Dialog } from '../frame/Dialog';
import { Failure } from '../frame/Failure';
import type { ShownDelivery } from '../generated/api';
import { systemOf } from '../status';
import { ts } from './settling-words';

/** The acts that need a confirmation. */
type Asked = 'withdraw' | 'close';
type Act = Asked | 'try-now' | 'reopen';

interface Props {
  app: string;
  id: string;
  delivery: Partial<ShownDelivery>;
  onSettled: (summary: Summary) => void;
}

/** What a person can do with a delivery beside settling it: try at once, withdraw it, close it with a reason, open it again. */
export function OtherWays({ app, id, delivery, onSettled }: Props) {
  const { target = '', status, held, assigned } = delivery;
  const asking = useSignal<Asked | null>(null);
  const settling = useSettling(app, id, delivery, onSettled);
  const act = async (outcome: Act, reason = '') => {
    if (await settling.act(outcome, reason)) asking.value = null;
  };
  const isOpen = status !== 'delivered' && status !== 'closed';
  const failed = settling.failure !== undefined && <Failure failure={settling.failure} />;
  return (
    <>
      {typeof held === 'string' && isOpen && (
        <Alert tone="warning">
          <p>{ts('held', { system: systemOf(target) || ts('receiver'), reason: held })}</p>
        </Alert>
      )}
      {assigned && isOpen && <p class="muted">{ts('assigned', { name: assigned })}</p>}
      <Choices
        delivery={delivery}
        isBusy={settling.isBusy}
        onAct={(outcome) => void act(outcome)}
        onAsk={(outcome) => (asking.value = outcome)}
      >
        {asking.value === null && failed}
      </Choices>
      {asking.value && (
        <AskingDialog
          outcome={asking.value}
          target={target}
          isBusy={settling.isBusy}
          onConfirm={(reason) => void act(asking.value!, reason)}
          onClose={() => (asking.value = null)}
        >
          {failed}
        </AskingDialog>
      )}
    </>
  );
}

/** Settles a target's delivery, one act at a time. `act` resolves to whether the server has done it; if not, `failure` says why. */
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

interface ChoicesProps {
  delivery: Partial<ShownDelivery>;
  isBusy: boolean;
  onAct: (outcome: Act) => void;
  onAsk: (outcome: Asked) => void;
  children: ComponentChildren;
}

/** A button for each act that the server allows, with an explanation; nothing where it allows none. */
function Choices({ delivery: { status, acts }, isBusy, onAct, onAsk, children }: ChoicesProps) {
  const can = (outcome: Act) => acts?.includes(outcome) ?? false;
  const goesOn = can('withdraw') && status !== 'received';
  if (!can('withdraw') && !can('close') && !can('reopen')) return null;
  const button = (outcome: Act, onClick: () => void) => (
    <button type="button" class="button button-secondary" aria-disabled={isBusy} onClick={onClick}>
      {ts(outcome)}
    </button>
  );
  return (
    <section class="panel">
      {goesOn && <h2 class="h4">{ts('waiting.title')}</h2>}
      <p>
        {ts(goesOn ? 'waiting.how' : can('withdraw') ? 'received.how' : can('reopen') ? 'reopen.how' : 'close.how')}
      </p>
      <div class="actions">
        {goesOn && can('try-now') && button('try-now', () => onAct('try-now'))}
        {can('withdraw') && button('withdraw', () => onAsk('withdraw'))}
        {!goesOn && can('close') && button('close', () => onAsk('close'))}
        {can('reopen') && button('reopen', () => onAct('reopen'))}
      </div>
      {children}
    </section>
  );
}

interface AskingProps {
  outcome: Asked;
  target: string;
  isBusy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** The confirmation of an act. Closing needs a reason. */
function AskingDialog({ outcome, target, isBusy, onConfirm, onClose, children }: AskingProps) {
  const reason = useSignal('');
  const needsReason = outcome === 'close';
  return (
    <Dialog
      heading={ts(`${outcome}.title`)}
      confirm={ts(outcome)}
      busy={isBusy || (needsReason && reason.value.trim() === '')}
      onConfirm={() => onConfirm(reason.value)}
      onClose={onClose}
    >
      <p>{ts(`${outcome}.what`)}</p>
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

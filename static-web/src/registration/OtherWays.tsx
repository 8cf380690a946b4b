import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import { settle, type Summary } from '../api';
import { Alert } from '../frame/Alert';
import { Dialog } from '../frame/Dialog';
import { Failure } from '../frame/Failure';
import type { ShownDelivery } from '../generated/api';
import { systemOf } from '../status';
import { ts } from './settling-words';

type Act = 'try-now' | 'withdraw' | 'close' | 'reopen';

interface Props {
  app: string;
  id: string;
  delivery: Partial<ShownDelivery>;
  onSettled: (summary: Summary) => void;
}

/** What a person can do with a delivery beside settling it: not wait, take it back, close it with a reason, open it again. */
export function OtherWays({ app, id, delivery, onSettled }: Props) {
  const { target = '', status, held, assigned, acts = [] } = delivery;
  const asking = useSignal<'withdraw' | 'close' | null>(null);
  const reason = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<unknown>(undefined);
  const act = async (outcome: Act) => {
    busy.value = true;
    failure.value = undefined;
    try {
      const why = reason.value.trim() || null;
      onSettled(await settle(app, id, { outcome, target: target || null, reason: why }));
      asking.value = null;
      reason.value = '';
    } catch (problem) {
      failure.value = problem;
    } finally {
      busy.value = false;
    }
  };
  const can = (outcome: Act) => acts.includes(outcome);
  const goesOn = can('withdraw') && status !== 'received';
  const isOpen = status !== 'delivered' && status !== 'closed';
  const button = (outcome: Act, onClick: () => void) => (
    <button type="button" class="button button-secondary" aria-disabled={busy.value} onClick={onClick}>
      {ts(outcome)}
    </button>
  );
  const failed = failure.value !== undefined && <Failure failure={failure.value} />;
  return (
    <>
      {typeof held === 'string' && isOpen && (
        <Alert tone="warning">
          <p>{ts('held', { system: systemOf(target) || ts('receiver'), reason: held })}</p>
        </Alert>
      )}
      {assigned && isOpen && <p class="muted">{ts('assigned', { name: assigned })}</p>}
      {(goesOn || can('close') || can('reopen') || can('withdraw')) && (
        <section class="panel">
          {goesOn && <h2 class="h4">{ts('waiting.title')}</h2>}
          <p>{ts(goesOn || can('withdraw') ? 'waiting.how' : can('reopen') ? 'reopen.how' : 'close.how')}</p>
          <div class="actions">
            {goesOn && can('try-now') && button('try-now', () => void act('try-now'))}
            {can('withdraw') && button('withdraw', () => (asking.value = 'withdraw'))}
            {!goesOn && can('close') && button('close', () => (asking.value = 'close'))}
            {can('reopen') && button('reopen', () => void act('reopen'))}
          </div>
          {asking.value === null && failed}
        </section>
      )}
      {asking.value && (
        <Dialog
          heading={ts(`${asking.value}.title`)}
          confirm={ts(asking.value)}
          busy={busy.value || (asking.value === 'close' && reason.value.trim() === '')}
          onConfirm={() => void act(asking.value!)}
          onClose={() => (asking.value = null)}
        >
          <p>{ts(`${asking.value}.what`)}</p>
          {asking.value === 'close' && (
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
          {failed}
        </Dialog>
      )}
    </>
  );
}

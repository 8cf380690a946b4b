import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import { settle, type Summary } from '../api';
import { Dialog } from '../frame/Dialog';
import { Failure } from '../frame/Failure';
import { systemsOf } from '../status';
import { t } from '../texts';

interface Props {
  app: string;
  id: string;
  /** `uncertain`: it is not known whether it arrived. `refused`: the target refused it, and it can be sent again. */
  status: 'uncertain' | 'refused';
  /** The delivery's target, where there are several. */
  target?: string;
  /** When it got this status, as the person sees it: the server does not settle one that has changed since. */
  statusAt: string;
  /** The name of the target's case system; empty for a target that is none. */
  system: string;
  onSettled: (summary: Summary) => void;
}

/** What the person found in the target system: it has the delivery, or it must be sent again. */
type Claim = 'delivered' | 'send-again';

/** The claim that is being confirmed, and the call to the server that confirming it makes. */
function useSettling({ app, id, status, target, statusAt, onSettled }: Props) {
  const question = useSignal<Claim | null>(null);
  const receipt = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<unknown>(undefined);
  const confirm = async (outcome: Claim) => {
    busy.value = true;
    failure.value = undefined;
    try {
      const number = outcome === 'delivered' ? receipt.value.trim() || null : null;
      const resolved = status === 'refused' ? 'try-now' : outcome;
      onSettled(await settle(app, id, { outcome: resolved, receipt: number, target: target ?? null, statusAt }));
      question.value = null;
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = false;
    }
  };
  return { question, receipt, busy, failure, confirm };
}

/** Lets a person who has looked in the target system say what happened to a delivery. Every choice is confirmed. */
export function Settle(props: Props) {
  const { app, status, target } = props;
  const settling = useSettling(props);
  const { question } = settling;
  const system = props.system || (target ? '' : systemsOf({ app }));
  // An app that is delivered to no system has texts of its own, which name none.
  const keySuffix = system ? '' : '.kept';
  const words = { system };
  const isRefused = status === 'refused';
  return (
    <section class="panel settle">
      <h2 class="h4">{t(isRefused ? 'settle.refused.title' : `settle.title${keySuffix}`, words)}</h2>
      <p>{t(isRefused ? 'settle.refused.how' : `settle.how${keySuffix}`, words)}</p>
      <div class="actions">
        {!isRefused && (
          <button type="button" class="button button-primary" onClick={() => (question.value = 'delivered')}>
            {t(`settle.is-there${keySuffix}`, words)}
          </button>
        )}
        <button type="button" class="button button-secondary" onClick={() => (question.value = 'send-again')}>
          {t('settle.send-again')}
        </button>
      </div>
      <Confirming {...{ keySuffix, words, isRefused, target, settling }} />
    </section>
  );
}

interface ConfirmingProps {
  /** The ending of the texts' keys. */
  keySuffix: '' | '.kept';
  words: { system: string };
  isRefused: boolean;
  target: string | undefined;
  settling: ReturnType<typeof useSettling>;
}

/** The confirmation before a delivery is settled. */
function Confirming({ keySuffix, words, isRefused, target, settling }: ConfirmingProps) {
  const { question, receipt, busy, failure, confirm } = settling;
  const dialog = { busy: busy.value, onClose: () => (question.value = null) };
  const failed = failure.value !== undefined && <Failure failure={failure.value} />;
  if (question.value === null) return null;
  if (question.value === 'delivered')
    return (
      <Dialog
        heading={t(`settle.is-there${keySuffix}`, words)}
        confirm={t('settle.confirm')}
        onConfirm={() => void confirm('delivered')}
        {...dialog}
      >
        <p>{t('settle.is-there.confirm')}</p>
        <Receipt {...{ keySuffix, words, target }} value={receipt.value} onInput={(text) => (receipt.value = text)} />
        {failed}
      </Dialog>
    );
  return (
    <Dialog
      heading={t('settle.send-again.title')}
      confirm={t('settle.send-again')}
      onConfirm={() => void confirm('send-again')}
      {...dialog}
    >
      <p>{t(isRefused ? 'settle.refused.confirm' : `settle.send-again.confirm${keySuffix}`, words)}</p>
      {failed}
    </Dialog>
  );
}

interface ReceiptProps extends Pick<ConfirmingProps, 'keySuffix' | 'words' | 'target'> {
  value: string;
  onInput: (text: string) => void;
}

function Receipt({ keySuffix, words, target, value, onInput }: ReceiptProps) {
  const field = ['settle-receipt', target].filter(Boolean).join('-');
  return (
    <>
      <label class="form-label" for={field}>
        {t(`settle.receipt${keySuffix}`, words)}
      </label>
      <p class="form-hint" id={`${field}-help`}>
        {t(`settle.receipt.help${keySuffix}`, words)}
      </p>
      <input
        id={field}
        class="form-input"
        autocomplete="off"
        maxLength={limits.receiptLength}
        aria-describedby={`${field}-help`}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </>
  );
}

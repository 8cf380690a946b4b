import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import { settle, type Summary } from '../api';
import { Dialog } from '../frame/Dialog';
import { Failure } from '../frame/Failure';
import { systemOf, systemsOf } from '../status';
import { t } from '../texts';

interface Props {
  app: string;
  id: string;
  /** `uncertain`: nobody knows. `refused`: the receiver said no, and can be asked again. */
  status: 'uncertain' | 'refused';
  /** Whose delivery, where there are several. */
  target?: string;
  onSettled: (summary: Summary) => void;
}

type Question = 'delivered' | 'send-again';

/** The question that is asked, and what comes of its answer. */
function useSettling({ app, id, status, target, onSettled }: Props) {
  const question = useSignal<Question | null>(null);
  const receipt = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<unknown>(undefined);
  const confirm = async (outcome: Question) => {
    busy.value = true;
    failure.value = undefined;
    try {
      const number = outcome === 'delivered' ? receipt.value.trim() || null : null;
      const resolved = status === 'refused' ? 'try-now' : outcome;
      onSettled(await settle(app, id, { outcome: resolved, receipt: number, target: target ?? null }));
      question.value = null;
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = false;
    }
  };
  return { question, receipt, busy, failure, confirm };
}

/** Only a person who has looked in the receiving system can tell what became of it; never settled without being asked twice. */
export function Settle(props: Props) {
  const { app, status, target } = props;
  const settling = useSettling(props);
  const { question } = settling;
  const system = target ? systemOf(target) : systemsOf(app);
  // An app that goes to no system says nothing of one.
  const kept = system ? '' : '.kept';
  const words = { system };
  const isRefused = status === 'refused';
  return (
    <section class="panel settle">
      <h2 class="h4">{t(isRefused ? 'settle.refused.title' : `settle.title${kept}`, words)}</h2>
      <p>{t(isRefused ? 'settle.refused.how' : `settle.how${kept}`, words)}</p>
      <div class="actions">
        {!isRefused && (
          <button type="button" class="button button-primary" onClick={() => (question.value = 'delivered')}>
            {t(`settle.is-there${kept}`, words)}
          </button>
        )}
        <button type="button" class="button button-secondary" onClick={() => (question.value = 'send-again')}>
          {t('settle.send-again')}
        </button>
      </div>
      <Confirming {...{ kept, words, isRefused, target, settling }} />
    </section>
  );
}

interface ConfirmingProps {
  /** What the names of the texts end in. */
  kept: '' | '.kept';
  words: { system: string };
  isRefused: boolean;
  target: string | undefined;
  settling: ReturnType<typeof useSettling>;
}

/** Asks once more before anything is settled. */
function Confirming({ kept, words, isRefused, target, settling }: ConfirmingProps) {
  const { question, receipt, busy, failure, confirm } = settling;
  const dialog = { busy: busy.value, onClose: () => (question.value = null) };
  const failed = failure.value !== undefined && <Failure failure={failure.value} />;
  if (question.value === null) return null;
  if (question.value === 'delivered')
    return (
      <Dialog
        heading={t(`settle.is-there${kept}`, words)}
        confirm={t('settle.confirm')}
        onConfirm={() => void confirm('delivered')}
        {...dialog}
      >
        <p>{t('settle.is-there.confirm')}</p>
        <Receipt {...{ kept, words, target }} value={receipt.value} onInput={(text) => (receipt.value = text)} />
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
      <p>{t(isRefused ? 'settle.refused.confirm' : `settle.send-again.confirm${kept}`, words)}</p>
      {failed}
    </Dialog>
  );
}

interface ReceiptProps extends Pick<ConfirmingProps, 'kept' | 'words' | 'target'> {
  value: string;
  onInput: (text: string) => void;
}

function Receipt({ kept, words, target, value, onInput }: ReceiptProps) {
  const field = ['settle-receipt', target].filter(Boolean).join('-');
  return (
    <>
      <label class="form-label" for={field}>
        {t(`settle.receipt${kept}`, words)}
      </label>
      <p class="form-hint" id={`${field}-help`}>
        {t(`settle.receipt.help${kept}`, words)}
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

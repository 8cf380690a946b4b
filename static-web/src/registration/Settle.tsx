import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import { settle, type Summary } from '../api';
import { Dialog } from '../frame/Dialog';
import { Failure } from '../frame/Failure';
import { isForFasit } from '../status';
import { t } from '../texts';

interface Props {
  app: string;
  id: string;
  /** `uncertain`: nobody knows. `refused`: the receiver said no, and can be asked again. */
  status: 'uncertain' | 'refused';
  onSettled: (summary: Summary) => void;
}

type Question = 'delivered' | 'send-again';

/** The question that is asked, and what comes of its answer. */
function useSettling({ app, id, status, onSettled }: Props) {
  const question = useSignal<Question | null>(null);
  const receipt = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<unknown>(undefined);

  const confirm = async (outcome: Question) => {
    busy.value = true;
    failure.value = undefined;
    try {
      const number = outcome === 'delivered' ? receipt.value.trim() || null : null;
      onSettled(await settle(app, id, { outcome: status === 'refused' ? 'try-now' : outcome, receipt: number }));
      question.value = null;
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = false;
    }
  };
  return { question, receipt, busy, failure, confirm };
}

/** Only a person who has looked in Fasit can tell what became of it; never settled without being asked twice. */
export function Settle(props: Props) {
  const { app, status } = props;
  // An app that does not go to Fasit says nothing of Fasit.
  const kept = isForFasit(app) ? '' : '.kept';
  const isRefused = status === 'refused';
  const settling = useSettling(props);
  const { question } = settling;
  return (
    <section class="panel settle">
      <h2 class="h4">{t(isRefused ? 'settle.refused.title' : `settle.title${kept}`)}</h2>
      <p>{t(isRefused ? 'settle.refused.how' : `settle.how${kept}`)}</p>
      <div class="actions">
        {!isRefused && (
          <button type="button" class="button button-primary" onClick={() => (question.value = 'delivered')}>
            {t(`settle.is-there${kept}`)}
          </button>
        )}
        <button type="button" class="button button-secondary" onClick={() => (question.value = 'send-again')}>
          {t('settle.send-again')}
        </button>
      </div>
      <Confirming {...{ kept, isRefused, settling }} />
    </section>
  );
}

interface ConfirmingProps {
  kept: '' | '.kept';
  isRefused: boolean;
  settling: ReturnType<typeof useSettling>;
}

/** Asks once more before anything is settled. */
function Confirming({ kept, isRefused, settling }: ConfirmingProps) {
  const { question, receipt, busy, failure, confirm } = settling;
  const dialog = { busy: busy.value, onClose: () => (question.value = null) };
  const failed = failure.value !== undefined && <Failure failure={failure.value} />;

  if (question.value === null) return null;
  if (question.value === 'delivered')
    return (
      <Dialog
        heading={t(`settle.is-there${kept}`)}
        confirm={t('settle.confirm')}
        onConfirm={() => void confirm('delivered')}
        {...dialog}
      >
        <p>{t('settle.is-there.confirm')}</p>
        <Receipt kept={kept} value={receipt.value} onInput={(text) => (receipt.value = text)} />
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
      <p>{t(isRefused ? 'settle.refused.confirm' : `settle.send-again.confirm${kept}`)}</p>
      {failed}
    </Dialog>
  );
}

function Receipt({ kept, value, onInput }: { kept: '' | '.kept'; value: string; onInput: (text: string) => void }) {
  return (
    <>
      <label class="form-label" for="settle-receipt">
        {t(`settle.receipt${kept}`)}
      </label>
      <p class="form-hint" id="settle-receipt-help">
        {t(`settle.receipt.help${kept}`)}
      </p>
      <input
        id="settle-receipt"
        class="form-input"
        autocomplete="off"
        maxLength={limits.receiptLength}
        aria-describedby="settle-receipt-help"
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </>
  );
}

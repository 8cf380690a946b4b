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

/** Only a person who has looked in Fasit can tell what became of it; never settled without being asked twice. */
export function Settle({ app, id, status, onSettled }: Props) {
  // An app that does not go to Fasit says nothing of Fasit.
  const kept = isForFasit(app) ? '' : '.kept';
  const isRefused = status === 'refused';
  const question = useSignal<Question | null>(null);
  const receipt = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<unknown>(undefined);

  const confirm = async (outcome: Question) => {
    busy.value = true;
    failure.value = undefined;
    try {
      const number = outcome === 'delivered' ? receipt.value.trim() || null : null;
      onSettled(await settle(app, id, { outcome: isRefused ? 'try-now' : outcome, receipt: number }));
      question.value = null;
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = false;
    }
  };
  const dialog = { busy: busy.value, onClose: () => (question.value = null) };
  const failed = failure.value !== undefined && <Failure failure={failure.value} />;

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
      {question.value === 'delivered' && (
        <Dialog
          heading={t(`settle.is-there${kept}`)}
          confirm={t('settle.confirm')}
          onConfirm={() => void confirm('delivered')}
          {...dialog}
        >
          <p>{t('settle.is-there.confirm')}</p>
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
            value={receipt.value}
            onInput={(event) => (receipt.value = event.currentTarget.value)}
          />
          {failed}
        </Dialog>
      )}
      {question.value === 'send-again' && (
        <Dialog
          heading={t('settle.send-again.title')}
          confirm={t('settle.send-again')}
          onConfirm={() => void confirm('send-again')}
          {...dialog}
        >
          <p>{t(isRefused ? 'settle.refused.confirm' : `settle.send-again.confirm${kept}`)}</p>
          {failed}
        </Dialog>
      )}
    </section>
  );
}

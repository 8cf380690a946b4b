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

/** Only a person who has looked in the receiving system can tell what became of it; never settled without being asked twice. */
export function Settle({ app, id, status, target, onSettled }: Props) {
  const system = target ? systemOf(target) : systemsOf(app);
  // An app that goes to no system says nothing of one.
  const kept = system ? '' : '.kept';
  const words = { system };
  const field = `settle-receipt${target ?? ''}`;
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
      onSettled(await settle(app, id, { outcome: isRefused ? 'try-now' : outcome, receipt: number, target: target ?? null }));
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
      {question.value === 'delivered' && (
        <Dialog
          heading={t(`settle.is-there${kept}`, words)}
          confirm={t('settle.confirm')}
          onConfirm={() => void confirm('delivered')}
          {...dialog}
        >
          <p>{t('settle.is-there.confirm')}</p>
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
          <p>{t(isRefused ? 'settle.refused.confirm' : `settle.send-again.confirm${kept}`, words)}</p>
          {failed}
        </Dialog>
      )}
    </section>
  );
}

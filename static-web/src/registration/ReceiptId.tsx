import { useSignal } from '@preact/signals';
import { announce } from '../announce';
import { Icon } from '../icons';
import { t } from '../texts';

/** How many characters of an id are shown. The button copies the whole id. */
const SHORT = 8;

/** The receiver's own id, shortened where it is long, with a button that copies the whole of it. */
export function ReceiptId({ id, system }: { id: string; system: string }) {
  const copied = useSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(id);
    } catch {
      return announce(t('registration.not-copied'));
    }
    copied.value = true;
    announce(t('registration.copied'));
  };
  return (
    <div class="receipt-line">
      <span class="receipt-short" title={id}>
        <span class="sr-only">{t('registration.receipt', { system })}: </span>
        {shortened(id)}
      </span>
      <button
        type="button"
        class="copy-button"
        aria-label={t('registration.copy-id', { id })}
        onClick={() => void copy()}
      >
        <Icon name={copied.value ? 'check' : 'copy'} />
        <span aria-hidden="true">{t(copied.value ? 'registration.copied' : 'registration.copy-short')}</span>
      </button>
    </div>
  );
}

/** The first characters of a long id. An id that is only a little longer is returned whole. */
export function shortened(id: string): string {
  return id.length > SHORT + 6 ? `${id.slice(0, SHORT)}…` : id;
}

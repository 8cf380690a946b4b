import { useSignal } from '@preact/signals';
import type { Registration } from '../api';
import { definitionOf } from '../definitions';
import { Failure } from '../frame/Failure';
import { Icon } from '../icons';
import { formPath, navigate } from '../route';
import { t } from '../texts';
import { beginCopy, beginCorrection } from './begin-again';

/** Buttons to correct the registration, or to begin a new one with its answers. */
export function Again({ registration }: { registration: Registration }) {
  const failure = useSignal<unknown>(undefined);
  const begin = async (makeDraft: typeof beginCopy) => {
    failure.value = undefined;
    try {
      const definition = await definitionOf(registration.app, registration.version);
      navigate(formPath(registration.app, await makeDraft(registration, definition)));
    } catch (reason) {
      failure.value = reason;
    }
  };
  const { status, isCorrectable } = registration;
  return (
    <section class={isCorrectable ? 'panel again' : 'again'}>
      {isCorrectable && (
        <>
          <h2 class="h4">{t('again.correct.title')}</h2>
          <p>{t('again.correct.how')}</p>
        </>
      )}
      {status === 'refused' && !isCorrectable && <p>{t('again.not-correctable')}</p>}
      <div class="actions">
        {isCorrectable && (
          <button type="button" class="button button-primary" onClick={() => void begin(beginCorrection)}>
            {t('again.correct')}
          </button>
        )}
        <button type="button" class="button button-secondary" onClick={() => void begin(beginCopy)}>
          <Icon name="copy" />
          {t('again.copy')}
        </button>
      </div>
      {failure.value !== undefined && <Failure failure={failure.value} />}
    </section>
  );
}

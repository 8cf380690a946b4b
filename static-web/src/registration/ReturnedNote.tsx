/** Says that a registration is a draft again, with a link to it. It does not take focus, since it may appear without a tap. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { loadDraft, draftsChanged, type Draft } from '../drafts';
import { Alert } from '../frame/Alert';
import { formPath } from '../route';
import { t } from '../texts';

export function ReturnedNote({ app, id }: { app: string; id: string }) {
  const draftHere = useSignal<Draft | undefined>(undefined);
  const changed = draftsChanged.value;
  useEffect(() => {
    let isHere = true;
    loadDraft(id).then(
      (stored) => isHere && (draftHere.value = stored),
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, [id, changed]);
  const returned = draftHere.value?.returned;
  if (!returned) return null;
  return (
    <Alert tone="error" heading={t('outbox.returned')} live>
      {returned.detail && <p>{returned.detail}</p>}
      <p>{t('outbox.returned.explained')}</p>
      <a class="button button-secondary" href={formPath(app, id)}>
        {t('outbox.returned.open')}
      </a>
    </Alert>
  );
}

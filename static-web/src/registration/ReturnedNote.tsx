import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { loadDraft, draftsChanged, type Draft } from '../drafts';
import { Alert } from '../frame/Alert';
import { formPath } from '../route';
import { t } from '../texts';

/** Shows that the server returned a registration, which is a draft again, with a link. Takes no focus: it may appear without a tap. */
export function ReturnedNote({ app, id }: { app: string; id: string }) {
  const draft = useSignal<Draft | undefined>(undefined);
  const changed = draftsChanged.value;
  useEffect(() => {
    let isMounted = true;
    loadDraft(id).then(
      (stored) => isMounted && (draft.value = stored),
      () => undefined,
    );
    return () => {
      isMounted = false;
    };
  }, [id, changed]);
  const returned = draft.value?.returned;
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

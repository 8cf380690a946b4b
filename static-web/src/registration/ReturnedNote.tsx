import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { loadDraft, draftsChanged, type Draft } from '../drafts';
import { Alert } from '../frame/Alert';
import { formPath } from '../route';
import { t } from '../texts';
import { ts } from './settling-words';

/** The draft with a registration's id on this phone; undefined where there is none, and until it is read. */
export function useDraft(id: string): Draft | undefined {
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
  return draft.value;
}

/** Shows that what the person sent is a draft again, because the server returned it, with a link. Takes no focus: it may appear without a tap. */
export function ReturnedNote({ draft }: { draft: Draft | undefined }) {
  if (!draft?.returned) return null;
  const { app, id, returned } = draft;
  if (returned.kind === 'conflict')
    return (
      <Alert tone="warning" heading={ts('overtaken.title')} live>
        <p>{ts('overtaken')}</p>
        <OpenDraft app={app} id={id} label={ts('draft.open')} />
      </Alert>
    );
  return (
    <Alert tone="error" heading={t('outbox.returned')} live>
      {returned.detail && <p>{returned.detail}</p>}
      <p>{t('outbox.returned.explained')}</p>
      <OpenDraft app={app} id={id} label={t('outbox.returned.open')} />
    </Alert>
  );
}

/** Shows that a registration is a draft on this phone and was never received. */
export function UnsentDraftNote({ app, id }: Pick<Draft, 'app' | 'id'>) {
  return (
    <Alert tone="info" heading={ts('draft.title')} live>
      <p>{ts('draft')}</p>
      <OpenDraft app={app} id={id} label={ts('draft.open')} />
    </Alert>
  );
}

function OpenDraft({ app, id, label }: Pick<Draft, 'app' | 'id'> & { label: string }) {
  return (
    <a class="button button-secondary" href={formPath(app, id)}>
      {label}
    </a>
  );
}

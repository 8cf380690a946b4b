/** What a person is told when the phone does not keep what they write, or another tab writes in it. */
import type { SaveState } from '../drafts/autosave';
import type { UnavailableReason } from '../drafts';
import { Alert } from '../frame/Alert';
import { signIn } from '../session';
import { t } from '../texts';

/** The draft cannot be read until its person signs in. */
export function LockedNote() {
  return (
    <Alert tone="info" heading={t('draft.locked.title')} live>
      <p>{t('draft.locked')}</p>
      <button type="button" class="button button-mitid" onClick={() => signIn()}>
        {t('sign-in.button')}
      </button>
    </Alert>
  );
}

/** The store did not give a draft that may be there: an empty form in its place would be worse than none. */
export function StoreFailure({ why, onRetry }: { why: UnavailableReason; onRetry: () => void }) {
  return (
    <Alert tone="warning" heading={t('store.unread.title')} live>
      <p>{t(`store.${why}`)}</p>
      <div class="button-row">
        <button type="button" class="button button-secondary" onClick={onRetry}>
          {t('app.try-again')}
        </button>
        <ReloadButton />
      </div>
    </Alert>
  );
}

/** The draft that was shown here is on the phone no more. */
export function GoneNote() {
  return (
    <Alert tone="info" heading={t('draft.removed.title')} live>
      <p>{t('draft.gone')}</p>
      <a class="button button-secondary" href="/">
        {t('app.back')}
      </a>
    </Alert>
  );
}

/** Another tab writes in the draft. */
export function ReadOnlyNote({ onTakeOver }: { onTakeOver: () => void }) {
  return (
    <Alert tone="info" heading={t('draft.elsewhere.title')} live>
      <p>{t('draft.elsewhere')}</p>
      <button type="button" class="button button-secondary" onClick={onTakeOver}>
        {t('draft.elsewhere.take-over')}
      </button>
    </Alert>
  );
}

/** Nothing more is kept of it here: it was sent or deleted elsewhere. */
export function OverNote({ state, onKeepAsNew }: { state: SaveState; onKeepAsNew: () => void }) {
  if (state.state === 'sent') return <Alert tone="info" heading={t('draft.sent-elsewhere')} live />;
  if (state.state !== 'removed') return null;
  return (
    <Alert tone="warning" heading={t('draft.removed.title')} live>
      <p>{t('draft.removed')}</p>
      <button type="button" class="button button-secondary" onClick={onKeepAsNew}>
        {t('draft.removed.keep')}
      </button>
    </Alert>
  );
}

export function ReloadButton() {
  return (
    <button type="button" class="button button-secondary" onClick={() => location.reload()}>
      {t('store.reload')}
    </button>
  );
}

/** At the very field that is written in: the note on top of the form may be far away. */
export function NotSavedHere({ why }: { why: UnavailableReason }) {
  return (
    <p class="form-error-message not-kept" role="alert">
      {t('store.not-kept')} {t(`store.${why}`)}
    </p>
  );
}

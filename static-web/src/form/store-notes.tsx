/** Notes about a draft that the phone cannot store or read, or that another tab writes. */
import type { SaveState } from '../drafts/autosave';
import type { UnavailableReason } from '../drafts';
import { Alert } from '../frame/Alert';
import { signIn } from '../session';
import { t } from '../texts';

/** Shown where the draft cannot be read until its author signs in. */
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

/** Shown where the store does not answer: the draft may be in it, so no empty form is shown. */
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

/** Shown where another tab has sent or deleted the draft that was shown here. */
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

interface ReadOnlyProps {
  onTakeOver: () => void;
  /** It repeats the note above the form, and is not announced again. */
  isRepeated?: boolean;
}

/** Shown above and below a read-only draft that another tab writes. */
export function ReadOnlyNote({ onTakeOver, isRepeated = false }: ReadOnlyProps) {
  return (
    <Alert tone="info" heading={t('draft.elsewhere.title')} live={!isRepeated}>
      <p>{t('draft.elsewhere')}</p>
      <button type="button" class="button button-secondary" onClick={onTakeOver}>
        {t('draft.elsewhere.take-over')}
      </button>
    </Alert>
  );
}

interface OverProps {
  state: SaveState;
  onKeepAsNew: () => void;
  /** It repeats the note above the form, and is not announced again. */
  isRepeated?: boolean;
}

/** Shown where the draft is no longer saved, because it was sent or deleted in another tab. */
export function OverNote({ state, onKeepAsNew, isRepeated = false }: OverProps) {
  if (state.state === 'sent') return <Alert tone="info" heading={t('draft.sent-elsewhere')} live={!isRepeated} />;
  if (state.state !== 'removed') return null;
  return (
    <Alert tone="warning" heading={t('draft.removed.title')} live={!isRepeated}>
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

/** Shown at the field that was changed last, since the note on top of the form may be out of sight. */
export function NotSavedHere({ why }: { why: UnavailableReason }) {
  return (
    <p class="form-error-message not-kept" role="alert">
      {t('store.not-kept')} {t(`store.${why}`)}
    </p>
  );
}

import { t } from '../texts';

/** Shown only when the wait is long enough to be noticed: the style sheet lets it in late. */
export function Loading() {
  return (
    <div class="loading" role="status">
      <span class="spinner spinner-small" aria-hidden="true" />
      <span>{t('app.loading')}</span>
    </div>
  );
}

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

/** In place of a whole page, which is called nothing yet but has a heading all the same. */
export function PageLoading() {
  return (
    <div class="page">
      <h1 class="sr-only" data-passing>
        {t('app.name')}
      </h1>
      <Loading />
    </div>
  );
}

import { t } from '../texts';

/** A note that something is loading. The style sheet shows it after a delay, so that short waits show nothing. */
export function Loading() {
  return (
    <div class="loading" role="status">
      <span class="spinner spinner-small" aria-hidden="true" />
      <span>{t('app.loading')}</span>
    </div>
  );
}

/** Shown in place of a page that is loading. It has a heading, since every page must have one. */
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

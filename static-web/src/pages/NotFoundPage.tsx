import { t } from '../texts';

export function NotFoundPage() {
  return (
    <div class="page">
      <h1>{t('not-found.title')}</h1>
      <p>{t('not-found')}</p>
      <div class="actions">
        <a class="button button-primary" href="/">
          {t('app.back')}
        </a>
      </div>
    </div>
  );
}

import { t } from '../texts';

export function Footer() {
  return (
    <footer class="foot">
      <p class="column">{t('app.footer')}</p>
    </footer>
  );
}

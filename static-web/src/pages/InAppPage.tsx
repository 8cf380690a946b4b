/** Shown in a browser inside another app (Teams, Outlook, Facebook), where MitID does not work and nothing is stored: how to get out. */
import { useSignal } from '@preact/signals';
import { embeddedIn, isEmbedded } from '../embedded';
import { t } from '../texts';

export function InAppPage() {
  const copied = useSignal(false);
  const browser = embeddedIn(navigator.userAgent) ?? 'Chrome';
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    copied.value = true;
  };
  return (
    <div class="page page-narrow">
      <h1>{t('in-app.title', { browser })}</h1>
      <p class="font-lead">{t('in-app.why')}</p>
      <ol>
        <li>{t(browser === 'Safari' ? 'in-app.menu-apple' : 'in-app.menu', { browser })}</li>
        <li>{t('in-app.else', { browser })}</li>
      </ol>
      <p>
        <code class="address">{location.href}</code>
      </p>
      <button type="button" class="button button-primary" onClick={() => void copy()}>
        {copied.value ? t('in-app.copied') : t('in-app.copy')}
      </button>
      <p>
        <button type="button" class="button button-tertiary" onClick={() => (isEmbedded.value = false)}>
          {t('in-app.go-on')}
        </button>
      </p>
    </div>
  );
}

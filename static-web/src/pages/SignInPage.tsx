import { useSignal } from '@preact/signals';
import { Alert } from '../frame/Alert';
import { Failure } from '../frame/Failure';
import { embeddedIn } from '../embedded';
import { unsentCount } from '../outbox/state';
import { online } from '../online';
import { checkSession, session, signIn, signingIn } from '../session';
import { t } from '../texts';
import { route } from '../route';

export function SignInPage() {
  const unreachable = session.value.state === 'unknown' && online.value;
  const browser = embeddedIn(navigator.userAgent);
  return (
    <div class="page page-narrow">
      <h1>{t('sign-in.title')}</h1>
      <p class="font-lead">{t('sign-in.lead')}</p>
      {unreachable && <Failure failure={undefined} onRetry={() => void checkSession()} />}
      {browser && <InAppBrowser browser={browser} />}
      {signingIn.value && (
        <Alert tone="info" icon="clock" live>
          <p>{t('sign-in.pending')}</p>
        </Alert>
      )}
      {route.value.page === 'form' && <p>{t('sign-in.kept')}</p>}
      <Held />
      <button type="button" class="button button-mitid" onClick={() => signIn()}>
        {t('sign-in.button')}
      </button>
      <p class="muted">{t('sign-in.how')}</p>
      <section class="panel">
        <h2 class="h4">{t('sign-in.why.title')}</h2>
        <p>{t('sign-in.why')}</p>
      </section>
    </div>
  );
}

/** What is sent and waits for its person. */
function Held() {
  const count = unsentCount.value;
  if (count === 0) return null;
  return <p>{count === 1 ? t('outbox.held.one') : t('outbox.held', { count })}</p>;
}

/** MitID forbids browsers that live inside other apps; the person needs the way out of one. */
function InAppBrowser({ browser }: { browser: string }) {
  const copied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    copied.value = true;
  };
  return (
    <Alert tone="warning" heading={t('sign-in.in-app.title', { browser })}>
      <p>{t('sign-in.in-app', { browser })}</p>
      <p>
        <code class="address">{location.href}</code>
      </p>
      <button type="button" class="button button-secondary" onClick={() => void copy()}>
        {copied.value ? t('sign-in.copied') : t('sign-in.copy')}
      </button>
    </Alert>
  );
}

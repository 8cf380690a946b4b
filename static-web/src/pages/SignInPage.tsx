import { Alert } from '../frame/Alert';
import { Failure } from '../frame/Failure';
import { unsentCount } from '../outbox/state';
import { online } from '../online';
import { checkSession, personKey, session, signIn, signingIn } from '../session';
import { t } from '../texts';
import { route } from '../route';

export function SignInPage() {
  const unreachable = session.value.state === 'unknown' && online.value;
  return (
    <div class="page page-narrow">
      <h1>{t('sign-in.title')}</h1>
      <p class="font-lead">{t('sign-in.lead')}</p>
      {unreachable && <Failure failure={undefined} onRetry={() => void checkSession()} />}
      {signingIn.value && (
        <Alert tone="info" icon="clock" live>
          <p>{t('sign-in.pending')}</p>
        </Alert>
      )}
      {route.value.page === 'form' && personKey.value !== null && <p>{t('sign-in.kept')}</p>}
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

/** Shows how many registrations in the outbox wait until their author signs in. */
function Held() {
  const count = unsentCount.value;
  if (count === 0) return null;
  return <p>{count === 1 ? t('outbox.held.one') : t('outbox.held', { count })}</p>;
}

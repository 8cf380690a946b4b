import { Problem } from '../api';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { Icon } from '../icons';
import { AnswerSection } from '../registration/AnswerSection';
import { History } from '../registration/History';
import { Settle } from '../registration/Settle';
import { StatusPanel } from '../registration/StatusPanel';
import { useRegistration } from '../registration/live';
import { knownRegistration } from '../registrations';
import { formatRelative, t } from '../texts';
import { now } from '../clock';

/** One registration: where it is now, what it says, and how it came there. */
export function RegistrationPage({ app, id }: { app: string; id: string }) {
  const live = useRegistration(app, id);
  const full = live.registration.value;
  const summary = full ?? knownRegistration(id);
  const failure = live.failure.value;
  const gone = failure instanceof Problem && failure.status === 404;
  return (
    <div class="page">
      <a class="back-link" href="/">
        <Icon name="back" />
        {t('app.back')}
      </a>
      <h1 class="registration-title">
        {gone ? t('registration.unknown.title') : (summary?.title ?? t('registration.title'))}
      </h1>
      {summary && (
        <p class="muted">{t('registration.received', { time: formatRelative(summary.receivedAt, now.value) })}</p>
      )}
      {summary && <StatusPanel summary={summary} />}
      {(full?.status === 'uncertain' || full?.status === 'refused') && (
        <Settle app={app} id={id} status={full.status} onSettled={live.settled} />
      )}
      {failure !== undefined && <Failure failure={failure} onRetry={live.refresh} />}
      {!full && failure === undefined && <Loading />}
      {full && <AnswerSection app={app} version={full.version} id={id} answers={full.answers} />}
      {full && <History registration={full} />}
    </div>
  );
}

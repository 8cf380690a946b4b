import { useEffect } from 'preact/hooks';
import { NoNetwork, Problem } from '../api';
import { Failure } from '../frame/Failure';
import { Loading, PageLoading } from '../frame/Loading';
import { Icon } from '../icons';
import { Again } from '../registration/Again';
import { AnswerSection } from '../registration/AnswerSection';
import type { OutboxEntry } from '../outbox/entry';
import { outbox, readOutbox } from '../outbox/state';
import { Deliveries } from '../registration/Deliveries';
import { History } from '../registration/History';
import { ReturnedNote } from '../registration/ReturnedNote';
import { ts } from '../registration/settling-words';
import { StatusPanel } from '../registration/StatusPanel';
import { Unsent } from '../registration/Unsent';
import { useRegistration } from '../registration/live';
import { knownRegistration, showStored } from '../registrations';
import { SurveyWhenDue } from '../survey/WhenDue';
import { formatRelative, t } from '../texts';
import { now } from '../clock';

interface Props {
  app: string;
  id: string;
}

/** The page of a registration: its status, its answers and its history. */
export function RegistrationPage({ app, id }: Props) {
  const entries = outbox.value;
  useEffect(() => {
    if (outbox.peek() === undefined) void readOutbox();
  }, []);
  if (entries === undefined) return <PageLoading />;
  const entry = entries.find((candidate) => candidate.id === id);
  return entry ? <UnsentPage entry={entry} /> : <ReceivedPage app={app} id={id} />;
}

function UnsentPage({ entry }: { entry: OutboxEntry }) {
  return (
    <div class="page">
      <BackLink />
      <h1 class="registration-title">{entry.content.title || t('registration.title')}</h1>
      <Unsent entry={entry} />
    </div>
  );
}

function BackLink() {
  return (
    <a class="back-link" href="/">
      <Icon name="back" />
      {t('app.back')}
    </a>
  );
}

function ReceivedPage({ app, id }: Props) {
  const live = useRegistration(app, id);
  // Without a network, show what the phone has stored of it.
  useEffect(() => void showStored(), []);
  const full = live.registration.value;
  const summary = full ?? knownRegistration(id);
  const failure = live.failure.value;
  const isMissing = failure instanceof Problem && failure.status === 404;
  return (
    <div class="page">
      <BackLink />
      <h1 class="registration-title">
        {isMissing ? t('registration.unknown.title') : (summary?.title ?? t('registration.title'))}
      </h1>
      {summary && (
        <p class="muted">{t('registration.received', { time: formatRelative(summary.receivedAt, now.value) })}</p>
      )}
      <ReturnedNote app={app} id={id} />
      {summary && <StatusPanel summary={summary} isAlone={!full || (full.deliveries?.length ?? 0) < 2} />}
      <SurveyWhenDue app={app} id={id} />
      {full?.isCorrectable && <Again registration={full} />}
      {full && <Deliveries registration={full} onSettled={live.settled} />}
      {full && !full.isCorrectable && <Again registration={full} />}
      {failure !== undefined && <Failure failure={failure} onRetry={live.refresh} />}
      {failure instanceof NoNetwork && !full && <p>{ts('no-network')}</p>}
      {!full && failure === undefined && <Loading />}
      {full && <AnswerSection app={app} version={full.version} id={id} answers={full.answers} />}
      {full && <History registration={full} />}
    </div>
  );
}

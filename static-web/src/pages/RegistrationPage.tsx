import { useEffect } from 'preact/hooks';
import { NoNetwork, Problem, type Registration } from '../api';
import type { Draft } from '../drafts';
import { Failure } from '../frame/Failure';
import { Loading, PageLoading } from '../frame/Loading';
import { Icon } from '../icons';
import { Again } from '../registration/Again';
import { AnswerSection } from '../registration/AnswerSection';
import type { OutboxEntry } from '../outbox/entry';
import { outbox, readOutbox } from '../outbox/state';
import { Deliveries } from '../registration/Deliveries';
import { History } from '../registration/History';
import { ReturnedNote, UnsentDraftNote, useDraft } from '../registration/ReturnedNote';
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
  const draft = useDraft(id);
  // Without a network, show what the phone has stored of it.
  useEffect(() => void showStored(), []);
  const full = live.registration.value;
  const summary = full ?? knownRegistration(id);
  const failure = live.failure.value;
  if (draft && !draft.returned && !summary && failure !== undefined) return <TakenBackPage draft={draft} />;
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
      <ReturnedNote draft={draft} />
      {summary && (
        <StatusPanel summary={summary} isAlone={!full || (full.deliveries?.length ?? 0) < 2} isHeld={isHeld(full)} />
      )}
      <SurveyWhenDue app={app} id={id} />
      {full?.isCorrectable && <Again registration={full} />}
      {full && <Deliveries registration={full} onSettled={live.settled} />}
      {full && !full.isCorrectable && <Again registration={full} />}
      <Unreached
        failure={failure}
        isReceived={summary !== undefined}
        isShown={full !== undefined}
        onRetry={live.refresh}
      />
      {full && <AnswerSection app={app} version={full.version} id={id} answers={full.answers} />}
      {full && <History registration={full} />}
    </div>
  );
}

/** Whether operators let nothing be sent to the target whose delivery the status is of. */
function isHeld(registration: Registration | undefined): boolean {
  const shown = registration?.deliveries?.find(({ target }) => target === registration.target);
  return typeof shown?.held === 'string';
}

/** A registration that its author has taken back, as on another of the page's tabs. */
function TakenBackPage({ draft }: { draft: Draft }) {
  return (
    <div class="page">
      <BackLink />
      <h1 class="registration-title">{draft.title || t('registration.title')}</h1>
      <UnsentDraftNote app={draft.app} id={draft.id} />
    </div>
  );
}

interface UnreachedProps {
  failure: unknown;
  /** The phone knows that the server has received it. */
  isReceived: boolean;
  /** The whole registration is shown. */
  isShown: boolean;
  onRetry: () => void;
}

/** Why the server's registration is not shown, or not up to date, and what is certain about it. */
function Unreached({ failure, isReceived, isShown, onRetry }: UnreachedProps) {
  if (failure === undefined) return isShown ? null : <Loading />;
  // The page's heading says already that there is none.
  if (failure instanceof Problem && failure.status === 404) return <p>{failure.detail}</p>;
  return (
    <>
      <Failure failure={failure} onRetry={onRetry} />
      {failure instanceof NoNetwork && !isShown && <p>{ts(isReceived ? 'no-network' : 'no-network.unknown')}</p>}
    </>
  );
}

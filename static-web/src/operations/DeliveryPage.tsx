import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { RawAnswers } from '../answers/AnswerSheet';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { ReasonDialog } from '../frame/ReasonDialog';
import { Icon } from '../icons';
import type { Answers as AnswersByField } from '../definition';
import type { ShownAnswers } from '../generated/api';
import { useLatestAnswer } from '../latest-answer';
import { OPERATIONS_PATH } from '../route';
import { formatDateTime, t } from '../texts';
import { ActBar } from './ActBar';
import { delivery, readAnswers, type DeliveryRef, type MoveRequest, type ShownLine } from './api';
import { moveChosen } from './moving';
import { StateBadge } from './Piles';
import { ProgressNote } from './ProgressNote';
import { appName, isSystem, targetName, to } from './words';

/** The page of one delivery: its state, its ids, its history, and what can be done with it. */
export function DeliveryPage({ place }: { place: string }) {
  const { line, failure, load } = useDelivery(place);
  const afterMove = async (move: Promise<void>) => {
    await move;
    await load();
  };
  const move = (refs: readonly DeliveryRef[], request: MoveRequest) => void afterMove(moveChosen(refs, request));
  return (
    <div class="page">
      <a class="back-link" href={OPERATIONS_PATH}>
        <Icon name="back" />
        {to('one.back')}
      </a>
      <h1 class="registration-title">{line ? `${targetName(line.target)} · ${appName(line)}` : to('list.title')}</h1>
      {failure !== undefined && <Failure failure={failure} onRetry={() => void load()} />}
      {!line && failure === undefined && <Loading />}
      {line && (
        <>
          <p>
            <StateBadge status={line.status} />
          </p>
          {line.reason && <p>{line.reason.message}</p>}
          {line.status === 'uncertain' && isSystem(line.target) && (
            <p>{to('one.look', { target: targetName(line.target) })}</p>
          )}
          <ProgressNote onUndo={move} onResume={(resume) => void afterMove(resume())} />
          {line.acts.length > 0 && <ActBar chosen={[line]} count={1} onMove={(request) => move([line], request)} />}
          <Facts line={line} />
          <Answers key={place} place={place} />
          <Happened line={line} />
        </>
      )}
    </div>
  );
}

/** The delivery at a place as the server last sent it; the previous one stays until the next has arrived. */
function useDelivery(place: string) {
  const { answer: line, failure, load: follow } = useLatestAnswer<ShownLine>();
  const load = () => follow(delivery(place));
  useEffect(() => void load(), [place]);
  return { line: line.value, failure: failure.value, load };
}

function Facts({ line }: { line: ShownLine }) {
  const facts: [string, string][] = [
    [to('one.who'), to('list.by', { name: line.name, time: formatDateTime(line.receivedAt) })],
    [to('one.assigned'), line.assigned],
    [to('one.next'), line.retryAt ? formatDateTime(line.retryAt) : ''],
    [to('one.id'), line.id],
    [to('one.key'), line.key],
    [
      to('one.steps'),
      Object.entries(line.steps)
        .map(([step, value]) => (value ? `${step}: ${value}` : step))
        .join(', '),
    ],
  ];
  return (
    <section aria-labelledby="facts">
      <h2 id="facts" class="h4 section-heading">
        {to('one.facts')}
      </h2>
      <dl class="facts">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** The delivery's answers, shown after the operator has given a reason, which goes into the audit trail. */
function Answers({ place }: { place: string }) {
  const asking = useSignal(false);
  const answers = useSignal<ShownAnswers | undefined>(undefined);
  const read = async (reason: string) => {
    answers.value = await readAnswers(place, reason);
  };
  return (
    <section aria-labelledby="answers">
      <h2 id="answers" class="h4 section-heading">
        {to('one.answers')}
      </h2>
      {answers.value ? (
        <RawAnswers heading={answers.value.title} answers={answers.value.answers as AnswersByField} />
      ) : (
        <>
          <p>{to('one.answers.how')}</p>
          <button type="button" class="button button-secondary" onClick={() => (asking.value = true)}>
            {to('one.answers.read')}
          </button>
        </>
      )}
      {asking.value && (
        <ReasonDialog
          heading={to('one.answers.read')}
          explanation={to('one.answers.how')}
          label={to('act.reason')}
          act={read}
          onDone={() => (asking.value = false)}
          onClose={() => (asking.value = false)}
        />
      )}
    </section>
  );
}

function Happened({ line }: { line: ShownLine }) {
  return (
    <section aria-labelledby="happened">
      <h2 id="happened" class="h4 section-heading">
        {to('one.history')}
      </h2>
      <ol class="timeline">
        {line.history.map(({ at, status, reason, by, count, last }, index) => (
          <li key={index}>
            <StateBadge status={status} />
            <p class="muted">
              <time dateTime={at}>{formatDateTime(at)}</time> {t('registration.by', { name: by })}
            </p>
            {last && <p class="muted">{t('registration.tries', { count, time: formatDateTime(last) })}</p>}
            {reason && <p class="timeline-reason">{reason.message}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

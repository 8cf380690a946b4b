import { useEffect } from 'preact/hooks';
import { AnswerSheet, RawAnswers } from '../answers/AnswerSheet';
import type { Answers, Definition } from '../definition';
import { definitionOf } from '../definitions';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { useLatestAnswer } from '../latest-answer';
import { t } from '../texts';

interface Props {
  app: string;
  /** The form's version that the answers belong to; its labels are shown. */
  version: number;
  /** The registration's id. */
  id: string;
  answers: Answers;
}

/** Shows a registration's answers under the labels of the form's version; under the fields' ids while the form cannot be fetched. */
export function AnswerSection({ app, version, id, answers }: Props) {
  const { answer: definition, failure, load: follow } = useLatestAnswer<Definition>();
  const load = () => void follow(definitionOf(app, version));
  useEffect(load, [app, version]);
  return (
    <section>
      <h2 class="h4 section-heading">{t('registration.answers')}</h2>
      {definition.value && <AnswerSheet definition={definition.value} answers={answers} registration={id} />}
      {!definition.value && failure.value === undefined && <Loading />}
      {failure.value !== undefined && (
        <>
          <Failure failure={failure.value} onRetry={load} />
          <RawAnswers heading={app} answers={answers} />
        </>
      )}
    </section>
  );
}

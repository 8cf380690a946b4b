import type { ComponentChildren } from 'preact';
import type { Answers, Definition, FieldDef, GroupField, Json } from '../definition';
import { t, words } from '../texts';
import { Answer } from './Answer';
import { listOf, plain } from './show';

interface Props {
  definition: Definition;
  answers: Answers;
  /** The registration's id, which its photos and files are had by. */
  registration: string;
}

/** Every answer with its label, in the definition's order; what the definition doesn't know comes last. */
export function AnswerSheet({ definition, answers, registration }: Props) {
  const ids = new Set(definition.sections.flatMap((section) => section.fields.map((field) => field.id)));
  const others = Object.entries(answers).filter(([id]) => !ids.has(id));
  return (
    <>
      {definition.sections.map(({ id, title, fields }) => (
        <Part key={id} heading={words(title)} {...{ fields, answers, registration }} />
      ))}
      {others.length > 0 && (
        <RawAnswers heading={t('registration.other-answers')} answers={Object.fromEntries(others)} />
      )}
    </>
  );
}

/** The answers as they stand: when the definition is out of reach, they are still the person's own. */
export function RawAnswers({ heading, answers }: { heading: string; answers: Answers }) {
  return (
    <section class="answers">
      <h3 class="h5">{heading}</h3>
      <dl>
        {Object.entries(answers).map(([id, answer]) => (
          <Line key={id} label={id}>
            {plain(answer)}
          </Line>
        ))}
      </dl>
    </section>
  );
}

interface Answered {
  fields: FieldDef[];
  answers: Answers;
  registration: string;
}

function Part({ heading, fields, ...rest }: Answered & { heading: string }) {
  const { answers } = rest;
  if (!fields.some((field) => field.id in answers)) return null;
  return (
    <section class="answers">
      <h3 class="h5">{heading}</h3>
      <Lines fields={fields} {...rest} />
    </section>
  );
}

function Lines({ fields, answers, registration }: Answered) {
  return (
    <dl>
      {fields.map((field) => {
        const answer = answers[field.id];
        if (answer === undefined) return null;
        if (field.control === 'group')
          return <Items key={field.id} field={field} items={listOf(answer)} registration={registration} />;
        return (
          <Line key={field.id} label={words(field.label)}>
            <Answer field={field} answer={answer} registration={registration} />
          </Line>
        );
      })}
    </dl>
  );
}

function Items({ field, items, registration }: { field: GroupField; items: Json[]; registration: string }) {
  return (
    <div class="answer answer-group">
      <dt>{words(field.label)}</dt>
      {items.map((item, index) => (
        <dd key={index} class="answer-item">
          <p class="answer-item-title">
            {words(field.itemLabel)} {index + 1}
          </p>
          <Lines fields={field.fields} answers={isAnswers(item) ? item : {}} registration={registration} />
        </dd>
      ))}
    </div>
  );
}

function Line({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="answer">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function isAnswers(item: Json): item is Answers {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

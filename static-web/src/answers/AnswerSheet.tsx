import type { ComponentChildren } from 'preact';
import { fieldsOf, type Answers, type Definition, type FieldDef, type GroupField, type Json } from '../definition';
import { t, words } from '../texts';
import { Answer } from './Answer';
import { listOf, plain } from './show';
import { worded, wordedField, type Named } from './worded';

interface Props {
  definition: Definition;
  answers: Answers;
  /** The registration's id, by which its photos and files are fetched. */
  registration: string;
}

/**
 * Shows every answer with its label, in the definition's order; answers that the definition does not know come last.
 */
export function AnswerSheet({ definition, answers, registration }: Props) {
  const form = namedOf(fieldsOf(definition), answers);
  const ids = new Set(definition.sections.flatMap((section) => section.fields.map((field) => field.id)));
  const unnamed = Object.entries(answers).filter(([id]) => !ids.has(id));
  return (
    <>
      {definition.sections.map(({ id, title, fields }) => (
        <Part key={id} heading={worded(title, { beside: form, form })} {...{ fields, answers, registration, form }} />
      ))}
      {unnamed.length > 0 && (
        <RawAnswers heading={t('registration.other-answers')} answers={Object.fromEntries(unnamed)} />
      )}
    </>
  );
}

/** The raw answers, for when the definition cannot be fetched: they are still the person's own. */
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
  /** The answers of the whole form, for labels that name them. */
  form: Named;
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

function Lines({ fields, answers, registration, form }: Answered) {
  const beside = namedOf(fields, answers);
  return (
    <dl>
      {fields.map((definitionField) => {
        const field = wordedField(definitionField, { beside, form });
        const answer = answers[field.id];
        if (answer === undefined) return null;
        if (field.control === 'group')
          return <Items key={field.id} items={listOf(answer)} {...{ field, registration, form }} />;
        return (
          <Line key={field.id} label={words(field.label)}>
            <Answer field={field} answer={answer} registration={registration} />
          </Line>
        );
      })}
    </dl>
  );
}

function Items({
  field,
  items,
  ...rest
}: Pick<Answered, 'registration' | 'form'> & { field: GroupField; items: Json[] }) {
  return (
    <div class="answer answer-group">
      <dt>{words(field.label)}</dt>
      {items.map((item, index) => (
        <dd key={index} class="answer-item">
          <p class="answer-item-title">
            {words(field.itemLabel)} {index + 1}
          </p>
          <Lines fields={field.fields} answers={isAnswers(item) ? item : {}} {...rest} />
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

function namedOf(fields: readonly FieldDef[], answers: Answers): Named {
  return (id) => {
    const field = fields.find((field) => field.id === id);
    return field && { field, answer: answers[id] };
  };
}

function isAnswers(item: Json): item is Answers {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

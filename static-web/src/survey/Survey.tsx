/** Two questions about the app, with a mark from 1 to 5 each. It takes no focus and covers nothing. */
import { useState } from 'preact/hooks';
import { announce } from '../announce';
import { addStyle } from '../frame/bring-style';
import { submitAnswer, type Marks } from './answer';
import css from './survey.scss?inline';
import { tv } from './words';

addStyle(css);

const MARKS = [1, 2, 3, 4, 5] as const;
const QUESTIONS = ['needs', 'easy'] as const;

type Question = (typeof QUESTIONS)[number];

export function Survey({ app }: { app: string }) {
  const [state, setState] = useState<'asking' | 'thanked' | 'dismissed'>('asking');
  const send = (marks: Marks) => {
    void submitAnswer(app, marks);
    setState('thanked');
    announce(tv('thanks'));
  };
  if (state === 'dismissed') return null;
  return (
    <section class="panel survey" aria-labelledby="survey-title">
      <h2 id="survey-title" class="h4">
        {tv('title')}
      </h2>
      {state === 'thanked' ? (
        <p>{tv('thanks')}</p>
      ) : (
        <Questions onSend={send} onDismiss={() => setState('dismissed')} />
      )}
    </section>
  );
}

interface QuestionsProps {
  onSend: (marks: Marks) => void;
  onDismiss: () => void;
}

function Questions({ onSend, onDismiss }: QuestionsProps) {
  const [marks, setMarks] = useState<Partial<Marks>>({});
  const [isMissing, setMissing] = useState(false);
  const send = (event: Event) => {
    event.preventDefault();
    const { needs, easy } = marks;
    if (needs === undefined || easy === undefined) setMissing(true);
    else onSend({ needs, easy });
  };
  return (
    <form noValidate onSubmit={send}>
      <p class="muted">{tv('about')}</p>
      {QUESTIONS.map((question) => (
        <Scale
          key={question}
          question={question}
          mark={marks[question]}
          onMark={(mark) => setMarks((before) => ({ ...before, [question]: mark }))}
        />
      ))}
      {isMissing && <p role="alert">{tv('missing')}</p>}
      <div class="button-row">
        <button type="submit" class="button button-secondary">
          {tv('send')}
        </button>
        <button type="button" class="button button-tertiary" onClick={onDismiss}>
          {tv('dismiss')}
        </button>
      </div>
    </form>
  );
}

interface ScaleProps {
  question: Question;
  mark: number | undefined;
  onMark: (mark: number) => void;
}

function Scale({ question, mark, onMark }: ScaleProps) {
  return (
    <fieldset class="survey-marks" aria-describedby={`survey-${question}-ends`}>
      <legend>{tv(question)}</legend>
      <div class="survey-row">
        {MARKS.map((value) => (
          <label key={value}>
            <input
              type="radio"
              name={`survey-${question}`}
              value={value}
              checked={mark === value}
              onChange={() => onMark(value)}
            />
            <span>{value}</span>
          </label>
        ))}
      </div>
      <p class="survey-ends muted" id={`survey-${question}-ends`}>
        <span>{tv('lowest')}</span> <span>{tv('highest')}</span>
      </p>
    </fieldset>
  );
}

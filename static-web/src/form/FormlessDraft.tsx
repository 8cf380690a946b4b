/** Shows a draft whose form cannot be loaded: its answers can still be read and copied. */
import { RawAnswers } from '../answers/AnswerSheet';
import { Failure } from '../frame/Failure';
import { t } from '../texts';
import type { Formless } from './load-draft';

export function FormlessDraft({ formless, onRetry }: { formless: Formless; onRetry: () => void }) {
  const { draft, failure } = formless;
  const answers = Object.fromEntries(Object.entries(draft.answers).filter(([id]) => !id.startsWith('$')));
  return (
    <div class="page">
      <h1>{draft.title || t('draft.untitled')}</h1>
      <Failure failure={failure} onRetry={onRetry} />
      <RawAnswers heading={t('draft.as-written')} answers={answers} />
    </div>
  );
}

import { Problem } from '../api';
import { t } from '../texts';
import { Alert } from './Alert';

/** Explains a failed call to the person, with a button to try again. */
export function Failure({ failure, onRetry }: { failure: unknown; onRetry?: () => void }) {
  const problem = failure instanceof Problem ? failure : undefined;
  return (
    <Alert tone={problem ? 'error' : 'warning'} icon={problem ? 'refused' : 'offline'} live {...heading(problem)}>
      <p>{problem ? problem.detail : t('failure.no-network')}</p>
      {onRetry && (
        <button type="button" class="button button-secondary" onClick={onRetry}>
          {t('app.try-again')}
        </button>
      )}
    </Alert>
  );
}

function heading(problem: Problem | undefined): { heading?: string } {
  return problem?.title ? { heading: problem.title } : {};
}

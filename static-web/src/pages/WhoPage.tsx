import { useSignal } from '@preact/signals';
import { Failure } from '../frame/Failure';
import { confirmSession, logout, session } from '../session';
import { t } from '../texts';

/** Signed in, but not from here: whose session it is, for the person to say whether it is theirs. */
export function WhoPage() {
  const failure = useSignal<unknown>(null);
  const person = session.value;
  if (person.state !== 'unexpected') return null;
  const leave = async () => {
    failure.value = null;
    try {
      await logout();
    } catch (problem) {
      failure.value = problem;
    }
  };
  return (
    <div class="page page-narrow">
      <h1>{t('who.title', { name: person.name || person.initials })}</h1>
      <p class="font-lead">{t('who.lead')}</p>
      {failure.value !== null && <Failure failure={failure.value} />}
      <p>
        <button type="button" class="button button-primary" onClick={confirmSession}>
          {t('who.yes')}
        </button>
      </p>
      <p>
        <button type="button" class="button button-secondary" onClick={() => void leave()}>
          {t('who.no')}
        </button>
      </p>
    </div>
  );
}

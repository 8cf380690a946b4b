import { confirmSession, logout, session } from '../session';
import { t } from '../texts';

/** Shown for a session that was not begun on this page: says whose it is, and asks the person whether it is theirs. */
export function WhoPage() {
  const person = session.value;
  if (person.state !== 'unexpected') return null;
  return (
    <div class="page page-narrow">
      <h1>{t('who.title', { name: person.name || person.initials })}</h1>
      <p class="font-lead">{t('who.lead')}</p>
      <p>
        <button type="button" class="button button-primary" onClick={confirmSession}>
          {t('who.yes')}
        </button>
      </p>
      <p>
        <button type="button" class="button button-secondary" onClick={() => void logout()}>
          {t('who.no')}
        </button>
      </p>
    </div>
  );
}

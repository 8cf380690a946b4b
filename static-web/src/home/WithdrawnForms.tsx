import { dayInWords } from '../answers/days';
import { withdrawnLately } from '../offered';
import { t, words } from '../texts';

/** Which forms are in use no more, so that nobody looks for one in vain. */
export function WithdrawnForms() {
  const gone = withdrawnLately.value;
  if (gone.length === 0) return null;
  return (
    <ul class="nobullet-list muted">
      {gone.map(({ app, title, withdrawn }) => (
        <li key={app}>{t('withdrawn.since', { title: words(title), day: dayInWords(withdrawn!) })}</li>
      ))}
    </ul>
  );
}

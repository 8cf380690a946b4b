import { dayInWords } from '../answers/days';
import { withdrawnLately } from '../offered';
import { t, words } from '../texts';

/** Which forms are in use no more, so that nobody looks for one in vain. */
export function WithdrawnForms() {
  const gone = withdrawnLately.value;
  if (gone.length === 0) return null;
  return (
    <>
      {gone.map(({ app, title, withdrawn }) => (
        <p key={app} class="muted">
          {t('withdrawn.since', { title: words(title), day: dayInWords(withdrawn!) })}
        </p>
      ))}
    </>
  );
}

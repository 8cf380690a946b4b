import { dayInWords } from '../answers/time-format';
import { withdrawnLately } from '../offered';
import { t, words } from '../texts';

/** Lists the forms that were withdrawn lately, so that nobody looks for them in vain. */
export function WithdrawnForms() {
  const forms = withdrawnLately.value;
  if (forms.length === 0) return null;
  return (
    <>
      {forms.map(({ app, title, withdrawn }) => (
        <p key={app} class="muted">
          {t('withdrawn.since', { title: words(title), day: dayInWords(withdrawn!) })}
        </p>
      ))}
    </>
  );
}

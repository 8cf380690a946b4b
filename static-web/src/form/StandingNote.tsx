/** A note about the form itself: that it is a draft, or that it is withdrawn. */
import { dayInWords } from '../answers/time-format';
import type { LocalizedText } from '../definition';
import { Alert } from '../frame/Alert';
import { isBegunBefore, isDraftForm, withdrawnSince } from '../offered';
import { t, words } from '../texts';

export function StandingNote({ app, id }: { app: string; id: string }) {
  const since = withdrawnSince(app);
  if (isDraftForm(app))
    return (
      <Alert tone="warning" heading={t('draft-form.title')}>
        <p>{t('draft-form.explained')}</p>
      </Alert>
    );
  if (since === undefined) return null;
  const canBeSent = isBegunBefore(id, since);
  return (
    <Alert tone="warning" heading={t('withdrawn.title')}>
      <p>{t(canBeSent ? 'withdrawn.begun-before' : 'withdrawn.begun-after', { day: dayInWords(since) })}</p>
    </Alert>
  );
}

interface Closed {
  app: string;
  id: string;
  title: LocalizedText;
  onLeave: () => void;
}

/** Shown in place of a withdrawn form, in which nothing new can be sent. */
export function ClosedForm({ app, id, title, onLeave }: Closed) {
  return (
    <>
      <h1>{words(title)}</h1>
      <StandingNote app={app} id={id} />
      <button type="button" class="button button-secondary" onClick={onLeave}>
        {t('app.back')}
      </button>
    </>
  );
}

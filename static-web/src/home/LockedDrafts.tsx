import { now } from '../clock';
import type { LockedDraft } from '../drafts';
import { keysFailed } from '../encryption/follow-keys';
import { Alert } from '../frame/Alert';
import { session, signIn } from '../session';
import { formatRelative, t } from '../texts';

interface Props {
  locked: readonly LockedDraft[];
  onDelete: (id: string) => void;
}

/** Drafts that cannot be decrypted now: some can after a sign-in, damaged ones never. */
export function LockedDrafts({ locked, onDelete }: Props) {
  const waiting = locked.filter(({ isDamaged }) => !isDamaged);
  const damaged = locked.filter(({ isDamaged }) => isDamaged);
  const isSignedIn = session.value.state === 'signed-in';
  // After a sign-in the keys arrive in a moment: do not show the note before that.
  const isShown = waiting.length > 0 && (!isSignedIn || keysFailed.value);
  return (
    <>
      {isShown && (
        <Alert tone="info" heading={lockedHeading(waiting.length)}>
          <p>{t(isSignedIn ? 'draft.locked.later' : 'draft.locked')}</p>
          {!isSignedIn && (
            <button type="button" class="button button-mitid" onClick={() => signIn()}>
              {t('sign-in.button')}
            </button>
          )}
        </Alert>
      )}
      {damaged.map(({ id, updatedAt }) => (
        <Alert key={id} tone="warning" heading={t('draft.damaged.title')}>
          <p>{t('draft.damaged', { time: formatRelative(updatedAt, now.value) })}</p>
          <button type="button" class="button button-secondary" onClick={() => onDelete(id)}>
            {t('draft.delete')}
          </button>
        </Alert>
      ))}
    </>
  );
}

function lockedHeading(count: number): string {
  return count === 1 ? t('draft.locked.title') : t('draft.locked.several', { count });
}

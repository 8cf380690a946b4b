/** That what is written is kept, and since when. Said aloud when it begins and when it fails, not at each key. */
import { useEffect } from 'preact/hooks';
import { announce } from '../announce';
import type { Autosave } from '../drafts/autosave';
import { Icon } from '../icons';
import { t } from '../texts';
import { formatTime } from '../times';

export function SavedNote({ saving }: { saving: Autosave }) {
  const kept = saving.kept.value;
  const { state } = kept;
  useEffect(() => {
    if (state === 'kept') announce(t('form.kept'));
    if (state === 'not-kept') announce(t('form.not-kept'));
  }, [state]);
  if (state === 'nothing-yet') return <p class="saved-note">{t('form.kept-soon')}</p>;
  if (state === 'kept') {
    return (
      <p class="saved-note">
        <Icon name="check" />
        {t('form.kept-at', { time: formatTime(kept.at) })}
      </p>
    );
  }
  return (
    <p class="saved-note saved-note-warning">
      <Icon name="warning" />
      {t('form.not-kept')}
    </p>
  );
}

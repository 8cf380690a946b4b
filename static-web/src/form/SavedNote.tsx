/**
 * Shows whether and when the draft was saved. Announced when saving begins and when it fails, not at each key press.
 */
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { announce } from '../announce';
import type { Autosave } from '../drafts/autosave';
import { isOutdated } from '../drafts/database';
import { Icon } from '../icons';
import { t } from '../texts';
import { formatTime } from '../times';
import { ReloadButton } from './store-notes';

const SLOW_MS = 500;

export function SavedNote({ saving }: { saving: Autosave }) {
  const saved = saving.state.value;
  const { state } = saved;
  const why = isOutdated.value ? 'outdated' : state === 'not-kept' ? saved.why : undefined;
  useEffect(() => {
    if (state === 'kept') announce(t('form.kept'));
    if (state === 'not-kept') announce(t('store.not-kept'));
  }, [state]);
  const isSlow = useSignal(false);
  useSignalEffect(() => {
    if (!saving.isSaving.value) {
      isSlow.value = false;
      return;
    }
    const timer = setTimeout(() => (isSlow.value = true), SLOW_MS);
    return () => clearTimeout(timer);
  });
  if (why) {
    return (
      <div class="saved-note saved-note-warning">
        <Icon name="warning" />
        <span>
          {state === 'not-kept' && `${t('store.not-kept')} `}
          {t(`store.${why}`)}
        </span>
        {why === 'outdated' && <ReloadButton />}
      </div>
    );
  }
  if (isSlow.value) return <p class="saved-note">{t('form.keeping')}</p>;
  if (state === 'nothing-yet') return <p class="saved-note">{t('form.kept-soon')}</p>;
  if (state !== 'kept') return null;
  return (
    // `aria-busy` changes at once, the text only where saving takes long, so that it does not flicker while somebody types.
    <p class="saved-note" aria-busy={saving.isSaving}>
      <Icon name="check" />
      {t('form.kept-at', { time: formatTime(saved.at) })}
    </p>
  );
}

import { useEffect, useRef } from 'preact/hooks';
import { t } from '../texts';

interface Props {
  onRestore: () => void;
  onDelete: () => void;
}

const REGRET_MS = 10_000;

/** Shown in place of a draft that is about to be deleted. It can be restored for a moment, or until the list is left. */
export function DeletedDraft({ onRestore, onDelete }: Props) {
  const isOver = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const end = (action: () => void) => {
    if (isOver.current) return;
    isOver.current = true;
    action();
  };
  useEffect(() => {
    // The button to delete, which had focus, is gone: focus the one to restore.
    button.current?.focus();
    const timer = setTimeout(() => {
      if (document.activeElement === button.current) document.getElementById('drafts')?.focus();
      end(onDelete);
    }, REGRET_MS);
    return () => {
      clearTimeout(timer);
      end(onDelete);
    };
  }, []);
  return (
    <li class="draft-deleted">
      <span role="status">{t('draft.deleted')}</span>
      <button type="button" class="button button-secondary" ref={button} onClick={() => end(onRestore)}>
        {t('draft.restore')}
      </button>
    </li>
  );
}

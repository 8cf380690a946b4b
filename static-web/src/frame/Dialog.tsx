import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../texts';

interface Props {
  heading: string;
  confirm: string;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** A confirmation before something that can't be undone. The browser's own dialog element keeps focus inside and closes at Escape. */
export function Dialog({ heading, confirm, busy, onConfirm, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const box = dialog.current;
    box?.showModal();
    return () => box?.close();
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!busy) onConfirm();
  };
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby={id} onCancel={onClose}>
      <form method="dialog" onSubmit={submit}>
        <h2 id={id} class="h3">
          {heading}
        </h2>
        {children}
        <div class="actions">
          {/* Not disabled: focus would be lost. */}
          <button type="submit" class="button button-primary" aria-disabled={busy}>
            {confirm}
          </button>
          <button type="button" class="button button-secondary" onClick={onClose}>
            {t('app.cancel')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons';
import { wakeOutbox } from '../outbox/wake';
import { onLoaded } from '../offline/quiet';
import { ACCESS_PATH, OPERATIONS_PATH } from '../route';
import { isLeader, isOperator, session } from '../session';
import { formatTime, t } from '../texts';
import { later } from './later';

const signOut = later(() => import('./SignOut').then((module) => module.SignOut));

/** Who is signed in, until when, and the way out. */
export function PersonMenu() {
  const open = useSignal(false);
  const leaving = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => onLoaded(() => void signOut.bring()), []);
  useEffect(() => (open.value ? closeOutside(box.current, () => (open.value = false)) : undefined), [open.value]);

  const { value } = session;
  if (value.state !== 'signed-in') return null;

  const leave = () => {
    open.value = false;
    leaving.value = true;
  };
  const stay = () => {
    leaving.value = false;
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open.value) return;
    open.value = false;
    button.current?.focus();
  };

  return (
    <div class="person" ref={box} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="person-button"
        ref={button}
        aria-expanded={open.value}
        aria-controls="person-menu"
        aria-label={t('app.menu', { name: value.name || value.initials, initials: value.initials })}
        onClick={() => (open.value = !open.value)}
      >
        {value.initials || <Icon name="person" />}
      </button>
      <div id="person-menu" class="person-menu" hidden={!open.value}>
        <p class="person-name">{value.name || value.initials}</p>
        <p class="muted">{t('session.until', { time: formatTime(value.workdayEndsAt) })}</p>
        {isLeader.value && (
          <a class="person-link" href={OPERATIONS_PATH} onClick={() => (open.value = false)}>
            {t('app.operations')}
          </a>
        )}
        {isOperator.value && (
          <a class="person-link" href={ACCESS_PATH} onClick={() => (open.value = false)}>
            {t('app.access')}
          </a>
        )}
        <button type="button" class="button button-secondary" onClick={leave}>
          {t('session.sign-out')}
        </button>
      </div>
      {leaving.value && (
        <signOut.Page onSend={() => void wakeOutbox({ isForced: true, isAsked: true })} onClose={stay} />
      )}
    </div>
  );
}

/** Closes when focus or a tap goes elsewhere. Gives the way to stop listening. */
function closeOutside(box: Element | null, close: () => void): () => void {
  const look = (event: Event) => {
    if (event.target instanceof Node && !box?.contains(event.target)) close();
  };
  document.addEventListener('pointerdown', look);
  document.addEventListener('focusin', look);
  return () => {
    document.removeEventListener('pointerdown', look);
    document.removeEventListener('focusin', look);
  };
}

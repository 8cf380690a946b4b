import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Person } from '../api';
import { Icon } from '../icons';
import { wakeOutbox } from '../outbox/wake';
import { whenIdle } from '../offline/when-idle';
import { ACCESS_PATH, EVALUATION_PATH, OPERATIONS_PATH } from '../route';
import { isEvaluator, isLeader, isOperator, session } from '../session';
import { formatTime, t } from '../texts';
import { later } from './later';

const signOut = later(() => import('./SignOut').then((module) => module.SignOut));

/** The menu with the signed-in person, the end of the session, and signing out. */
export function PersonMenu() {
  const open = useSignal(false);
  const leaving = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => whenIdle(() => void signOut.bring()), []);
  useEffect(() => (open.value ? closeOutside(box.current, () => (open.value = false)) : undefined), [open.value]);

  const { value } = session;
  if (value.state !== 'signed-in') return null;

  const leave = () => {
    open.value = false;
    leaving.value = true;
  };
  const back = () => {
    open.value = leaving.value = false;
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open.value) back();
  };

  return (
    <div class="person" ref={box} onKeyDown={onKeyDown}>
      <MenuButton element={button} isOpen={open.value} person={value} onClick={() => (open.value = !open.value)} />
      <Menu isOpen={open.value} person={value} onClose={() => (open.value = false)} onLeave={leave} />
      {leaving.value && (
        <signOut.Page onSend={() => void wakeOutbox({ isForced: true, isAsked: true })} onClose={back} />
      )}
    </div>
  );
}

interface MenuButtonProps {
  element: RefObject<HTMLButtonElement | null>;
  isOpen: boolean;
  person: Person;
  onClick: () => void;
}

function MenuButton({ element, isOpen, person: { name, initials }, onClick }: MenuButtonProps) {
  return (
    <button
      type="button"
      class="person-button"
      ref={element}
      aria-expanded={isOpen}
      aria-controls="person-menu"
      aria-label={t('app.menu', { name: name || initials, initials })}
      onClick={onClick}
    >
      {initials || <Icon name="person" />}
    </button>
  );
}

interface MenuProps {
  isOpen: boolean;
  person: Person;
  onClose: () => void;
  onLeave: () => void;
}

function Menu({ isOpen, person, onClose, onLeave }: MenuProps) {
  return (
    <div id="person-menu" class="person-menu" hidden={!isOpen}>
      <p class="person-name">{person.name || person.initials}</p>
      <p class="muted">{t('session.until', { time: formatTime(person.workdayEndsAt) })}</p>
      {isLeader.value && (
        <a class="person-link" href={OPERATIONS_PATH} onClick={onClose}>
          {t('app.operations')}
        </a>
      )}
      {isOperator.value && (
        <a class="person-link" href={ACCESS_PATH} onClick={onClose}>
          {t('app.access')}
        </a>
      )}
      {isEvaluator.value && (
        <a class="person-link" href={EVALUATION_PATH} onClick={onClose}>
          {t('app.evaluation')}
        </a>
      )}
      <button type="button" class="button button-secondary" onClick={onLeave}>
        {t('session.sign-out')}
      </button>
    </div>
  );
}

/** Calls `close` when focus or a tap goes outside `box`. Returns a function that stops listening. */
function closeOutside(box: Element | null, close: () => void): () => void {
  const onPress = (event: Event) => {
    if (event.target instanceof Node && !box?.contains(event.target)) close();
  };
  document.addEventListener('pointerdown', onPress);
  document.addEventListener('focusin', onPress);
  return () => {
    document.removeEventListener('pointerdown', onPress);
    document.removeEventListener('focusin', onPress);
  };
}

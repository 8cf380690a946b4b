import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../announce';
import { Alert } from '../frame/Alert';
import { Failure } from '../frame/Failure';
import { poll } from '../poll';
import { checkSession, roleless, session } from '../session';
import { countUnsentWork } from '../sign-out';
import { t } from '../texts';
import './style';
import { ta } from './words';

const FIRST_MS = 4_000;
const SLOWEST_MS = 60_000;
/** How often the page asks: for about an hour, after which the session has ended. */
const ROUNDS = 70;

/** Whether the person has drafts or unsent registrations on this phone. */
function useHasWritten(): boolean {
  const hasWritten = useSignal(false);
  useEffect(() => {
    countUnsentWork().then(
      ({ drafts, waiting }) => (hasWritten.value = drafts + waiting > 0),
      () => undefined,
    );
  }, []);
  return hasWritten.value;
}

/** Checks at intervals whether somebody has given the person a role, and then goes on. */
function useRoleComing(): void {
  useEffect(() => {
    let rounds = 0;
    return poll(
      async (background) => {
        await checkSession({ background });
        if (!roleless.peek()) announce(ta('no-role.in'));
        return roleless.peek() && (rounds += 1) < ROUNDS ? 'same' : 'rest';
      },
      (round) => Math.min(FIRST_MS * 1.3 ** round, SLOWEST_MS),
    );
  }, []);
}

/** The page of a signed-in person without a role: whom to ask, and what to send them. It goes on automatically when a role is given. */
export function NoRolePage() {
  const hasWritten = useHasWritten();
  const looked = useSignal<'no' | 'not-yet' | 'unreachable'>('no');
  useRoleComing();
  const person = session.value;
  if (person.state !== 'signed-in') return null;
  const message = ta('no-role.message', { name: person.name || person.initials, number: person.number });
  const check = async () => {
    looked.value = 'no';
    const answered = await checkSession();
    if (roleless.peek()) looked.value = answered ? 'not-yet' : 'unreachable';
  };
  return (
    <div class="page page-narrow">
      <h1>{ta('no-role.title')}</h1>
      <p class="font-lead">{ta('no-role.lead')}</p>
      <p>
        <strong>{person.contact ? ta('no-role.ask', { contact: person.contact }) : ta('no-role.ask-leader')}</strong>
      </p>
      <Message text={message} number={person.number} />
      <Alert tone="info" icon="clock" live>
        <p>{ta('no-role.waiting')}</p>
        {looked.value === 'not-yet' && <p>{ta('no-role.not-yet')}</p>}
      </Alert>
      {looked.value === 'unreachable' && <Failure failure={undefined} />}
      <button type="button" class="button button-secondary" onClick={() => void check()}>
        {ta('no-role.look')}
      </button>
      {hasWritten && <p class="muted">{t('sign-in.kept')}</p>}
    </div>
  );
}

/** The message for the person to send: it can be copied with a tap, or read out. */
function Message({ text, number }: { text: string; number: string }) {
  const [before, after] = text.split(number);
  const copied = useSignal(false);
  const message = useRef<HTMLParagraphElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      copied.value = true;
    } catch {
      // Some phones do not let a page use the clipboard: then the message is selected, and the phone's own menu can copy it.
      if (message.current) getSelection()?.selectAllChildren(message.current);
    }
  };
  return (
    <section class="panel" aria-labelledby="no-role-send">
      <h2 id="no-role-send" class="h4">
        {ta('no-role.send')}
      </h2>
      <p class="access-message" ref={message}>
        {before}
        <span class="access-number">{number}</span>
        {after}
      </p>
      <button type="button" class="button button-primary" onClick={() => void copy()}>
        {copied.value ? ta('no-role.copied') : ta('no-role.copy')}
      </button>
    </section>
  );
}

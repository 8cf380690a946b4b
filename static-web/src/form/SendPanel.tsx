/** The end of the form: sending it, and what became of it. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Alert } from '../frame/Alert';
import { signIn } from '../session';
import { t, words } from '../texts';
import type { Sending } from './sending';
import type { FormSession } from './form-session';

interface Props {
  formSession: FormSession;
  onSend: () => void;
  onOpenSent: () => void;
  onCopy: () => void;
  onDiscard: () => void;
}

export function SendPanel({ formSession, onSend, onOpenSent, onCopy, onDiscard }: Props) {
  const { definition, sender } = formSession;
  const now = sender.now.value;
  const isSending = now.state === 'sending';
  const label = definition.submitLabel ? words(definition.submitLabel) : t('form.send');
  return (
    <div class="send-panel">
      <Outcome now={now} onOpenSent={onOpenSent} onCopy={onCopy} />
      {now.state !== 'conflict' && (
        // Not disabled while sending: focus would be lost, and the second tap does nothing anyway.
        <button type="submit" class="button button-primary send" aria-disabled={isSending} onClick={submit(onSend)}>
          {isSending && <span class="spinner spinner-small" aria-hidden="true" />}
          {isSending ? progress(now) : now.state === 'waiting' ? t('form.send-again') : label}
        </button>
      )}
      <span class="sr-only" role="status">
        {isSending ? progress(now) : ''}
      </span>
      <Discard onDiscard={onDiscard} />
    </div>
  );
}

function progress(now: Sending): string {
  const attachment = now.state === 'sending' ? now.attachment : undefined;
  return attachment ? t('form.sending.attachment', { ...attachment }) : t('form.sending');
}

function submit(onSend: () => void) {
  return (event: Event) => {
    event.preventDefault();
    onSend();
  };
}

function Outcome({ now, onOpenSent, onCopy }: { now: Sending } & Pick<Props, 'onOpenSent' | 'onCopy'>) {
  switch (now.state) {
    case 'idle':
    case 'sending':
      return null;
    case 'waiting':
      return (
        <Alert tone="warning" icon="offline" heading={t('form.waiting.title')} live>
          {t('form.waiting')}
        </Alert>
      );
    case 'signed-out':
      return (
        <Alert tone="warning" heading={t('form.signed-out.title')} live>
          <p>{t('form.signed-out')}</p>
          <Button onClick={() => signIn(location.pathname)}>{t('form.sign-in')}</Button>
        </Alert>
      );
    case 'conflict':
      return (
        <Alert tone="warning" heading={t('form.conflict.title')} live>
          <p>{t('form.conflict')}</p>
          <Button onClick={onOpenSent}>{t('form.conflict.open')}</Button>
          <Button onClick={onCopy}>{t('form.conflict.copy')}</Button>
        </Alert>
      );
    case 'refused':
      return (
        <Alert tone="error" heading={now.problem.title || t('form.refused.title')} live>
          {now.problem.detail}
        </Alert>
      );
  }
}

function Discard({ onDiscard }: { onDiscard: () => void }) {
  const [isAsking, ask] = useState(false);
  if (!isAsking) {
    return (
      <button type="button" class="button button-tertiary discard" onClick={() => ask(true)}>
        {t('form.discard')}
      </button>
    );
  }
  return (
    <div class="discard-question" role="group" aria-label={t('form.discard')}>
      <p>{t('form.discard.ask')}</p>
      <div class="button-row">
        <button type="button" class="button button-warning" onClick={onDiscard}>
          {t('form.discard.yes')}
        </button>
        <button
          type="button"
          class="button button-secondary"
          ref={(button) => button?.focus()}
          onClick={() => ask(false)}
        >
          {t('form.discard.no')}
        </button>
      </div>
    </div>
  );
}

function Button({ onClick, children }: { onClick: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="button button-secondary" onClick={onClick}>
      {children}
    </button>
  );
}

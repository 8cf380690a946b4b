/** The end of the form: the button to send it, and the outcome. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Alert } from '../frame/Alert';
import { attachmentProgress } from '../outbox/state';
import { t, words } from '../texts';
import type { Sending } from './sending';
import type { FormSession } from './form-session';

interface Props {
  formSession: FormSession;
  /** How many attempts to send were stopped; after each, focus moves to its outcome. */
  attempt: number;
  onSend: () => void;
  onOpenSent: () => void;
  onCopy: () => void;
  onDiscard: () => void;
}

export function SendPanel({ formSession, attempt, onSend, onOpenSent, onCopy, onDiscard }: Props) {
  const { definition, sender } = formSession;
  const now = sender.now.value;
  const isSending = now.state === 'sending';
  const progressText = isSending ? progress(formSession.registration) : '';
  const label = definition.submitLabel ? words(definition.submitLabel) : t('form.send');
  return (
    <div class="send-panel">
      <Outcome now={now} attempt={attempt} onOpenSent={onOpenSent} onCopy={onCopy} />
      {now.state !== 'conflict' && (
        // Not disabled while sending: focus would be lost, and the second tap does nothing anyway.
        <button type="submit" class="button button-primary send" aria-disabled={isSending} onClick={submit(onSend)}>
          {isSending && <span class="spinner spinner-small" aria-hidden="true" />}
          {progressText || (now.state === 'not-kept' ? t('form.send-again') : label)}
        </button>
      )}
      <span class="sr-only" role="status">
        {progressText}
      </span>
      {definition.measures?.includes('effort') && <p class="muted">{t('form.effort')}</p>}
      <Discard onDiscard={onDiscard} />
    </div>
  );
}

function progress(registration: string): string {
  const attachment = attachmentProgress.value[registration];
  return attachment ? t('form.sending.attachment', { ...attachment }) : t('form.sending');
}

function submit(onSend: () => void) {
  return (event: Event) => {
    event.preventDefault();
    onSend();
  };
}

interface OutcomeProps extends Pick<Props, 'attempt' | 'onOpenSent' | 'onCopy'> {
  now: Sending;
}

function Outcome({ now, attempt, onOpenSent, onCopy }: OutcomeProps) {
  const box = useRef<HTMLDivElement>(null);
  const { state } = now;
  useEffect(() => {
    // The tapped button may be gone: move focus to the outcome.
    if (attempt > 0 && (state === 'conflict' || state === 'refused')) box.current?.focus();
  }, [attempt, state]);
  return (
    <div ref={box} tabIndex={-1}>
      {state === 'not-kept' && (
        <Alert tone="warning" icon="offline" heading={t('form.not-sent.title')} live>
          {t('form.not-sent')}
        </Alert>
      )}
      {state === 'conflict' && (
        <Alert tone="warning" heading={t('form.conflict.title')} live>
          <p>{t('form.conflict')}</p>
          <Button onClick={onOpenSent}>{t('form.conflict.open')}</Button>
          <Button onClick={onCopy}>{t('form.conflict.copy')}</Button>
        </Alert>
      )}
      {state === 'refused' && (
        <Alert tone="error" heading={now.title || t('form.refused.title')} live>
          {now.detail}
        </Alert>
      )}
    </div>
  );
}

/** Focuses a button when it is added to the page. One constant function: a new one at each drawing would take focus again. */
const takeFocus = (button: HTMLButtonElement | null) => button?.focus();

function Discard({ onDiscard }: { onDiscard: () => void }) {
  const [state, setState] = useState<'unasked' | 'asking' | 'kept'>('unasked');
  if (state !== 'asking') {
    return (
      <button
        type="button"
        class="button button-tertiary discard"
        ref={state === 'kept' ? takeFocus : null}
        onClick={() => setState('asking')}
      >
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
        <button type="button" class="button button-secondary" ref={takeFocus} onClick={() => setState('kept')}>
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

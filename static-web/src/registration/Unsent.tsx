/** A registration that is sent but not yet received by the server: what it waits for, and what the person can do. */
import { useSignal } from '@preact/signals';
import { Icon } from '../icons';
import { wakeOutbox } from '../outbox/wake';
import type { OutboxEntry } from '../outbox/entry';
import { isBeingSent, takeBack } from '../outbox/store';
import { nextTryInWords, obstacleInWords, stateInWords } from '../outbox/words';
import { now } from '../clock';
import { formPath, moveOn } from '../route';
import { session, signIn } from '../session';
import { t } from '../texts';

export function Unsent({ entry }: { entry: OutboxEntry }) {
  const isSending = isBeingSent(entry, now.value);
  return (
    <section class="state state-warning" data-status="unsent">
      <div class="state-head">
        {isSending ? (
          <span class="spinner spinner-small" aria-hidden="true" />
        ) : (
          <Icon name="clock" class="state-icon" />
        )}
        <h2 class="h3">{stateInWords(entry)}</h2>
      </div>
      <p role="status">{[obstacleInWords(entry), nextTryInWords(entry)].filter(Boolean).join(' ')}</p>
      <p>{t('outbox.kept')}</p>
      <Actions entry={entry} />
    </section>
  );
}

function Actions({ entry }: { entry: OutboxEntry }) {
  const isTooLate = useSignal(false);
  const takeItBack = async () => {
    const outcome = await takeBack(entry);
    isTooLate.value = outcome === 'being-sent';
    if (outcome === 'taken') moveOn(formPath(entry.app, entry.id));
  };
  const isSignedOut = session.value.state === 'signed-out';
  return (
    <>
      <div class="button-row">
        {isSignedOut ? (
          <button type="button" class="button button-mitid" onClick={() => signIn()}>
            {t('sign-in.button')}
          </button>
        ) : (
          <button
            type="button"
            class="button button-secondary"
            onClick={() => void wakeOutbox({ isForced: true, isAsked: true })}
          >
            {t('outbox.now')}
          </button>
        )}
        <button type="button" class="button button-tertiary" onClick={() => void takeItBack()}>
          {t('outbox.take-back')}
        </button>
      </div>
      <p role="status">{isTooLate.value ? t('outbox.take-back.no') : ''}</p>
    </>
  );
}

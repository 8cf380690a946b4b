/** Signs out; where work is on this phone only, asks first, and offers to send it. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { draftsChanged } from '../drafts';
import { unsentCount } from '../outbox/state';
import { navigate } from '../route';
import { countUnsentWork, signOut, type UnsentWork } from '../sign-out';
import { t } from '../texts';
import { Dialog } from './Dialog';

interface Props {
  /** Tries to send the registrations in the outbox. */
  onSend: () => void;
  onClose: () => void;
}

/** Asks before signing out. Where nothing would be lost it signs out at once. */
export function SignOut({ onSend, onClose }: Props) {
  const unsentWork = useSignal<UnsentWork | 'unknown' | undefined>(undefined);
  const isBusy = useSignal(false);
  const changed = `${draftsChanged.value} ${unsentCount.value}`;
  const leave = async () => {
    isBusy.value = true;
    await signOut();
    onClose();
    navigate('/');
  };
  useEffect(() => {
    let isMounted = true;
    const counted = countUnsentWork().catch(() => 'unknown' as const);
    void counted.then((counts) => {
      if (!isMounted || isBusy.peek()) return;
      const isFirst = unsentWork.peek() === undefined;
      unsentWork.value = counts;
      if (isFirst && counts !== 'unknown' && counts.drafts + counts.waiting === 0) void leave();
    });
    return () => {
      isMounted = false;
    };
  }, [changed]);
  if (unsentWork.value === undefined || isBusy.value) return null;
  return (
    <Dialog
      heading={t('sign-out.title')}
      confirm={t(isNothing(unsentWork.value) ? 'session.sign-out' : 'sign-out.wipe')}
      busy={isBusy.value}
      onConfirm={() => void leave()}
      onClose={onClose}
    >
      <LossWarning unsentWork={unsentWork.value} onSend={onSend} onClose={onClose} />
    </Dialog>
  );
}

function LossWarning({ unsentWork, onSend, onClose }: Props & { unsentWork: UnsentWork | 'unknown' }) {
  if (unsentWork === 'unknown') return <p>{t('sign-out.unknown')}</p>;
  if (isNothing(unsentWork)) return <p role="status">{t('sign-out.nothing')}</p>;
  const { drafts, waiting } = unsentWork;
  const toDrafts = (event: Event) => {
    event.preventDefault();
    onClose();
    navigate('/');
  };
  return (
    <>
      <ul>
        {waiting > 0 && <li>{t(waiting === 1 ? 'sign-out.waiting-one' : 'sign-out.waiting', { count: waiting })}</li>}
        {drafts > 0 && <li>{t(drafts === 1 ? 'sign-out.drafts-one' : 'sign-out.drafts', { count: drafts })}</li>}
      </ul>
      <p>{t('sign-out.lost')}</p>
      {waiting > 0 && (
        <button type="button" class="button button-secondary" onClick={onSend}>
          {t('sign-out.send')}
        </button>
      )}
      {drafts > 0 && (
        <a href="/" onClick={toDrafts}>
          {t('sign-out.see-drafts')}
        </a>
      )}
    </>
  );
}

function isNothing(unsentWork: UnsentWork | 'unknown'): boolean {
  return unsentWork !== 'unknown' && unsentWork.drafts + unsentWork.waiting === 0;
}

/** Asks before a page is left whose changes the phone could not save. */
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '../frame/Dialog';
import { guardMoves } from '../route';
import { t } from '../texts';
import type { FormSession } from './form-session';

export function Leaving({ formSession }: { formSession: FormSession }) {
  const [go, setGo] = useState<() => void>();
  const isAtRisk = formSession.saving.state.value.state === 'not-kept' && formSession.isBegun();
  useEffect(() => {
    if (!isAtRisk) return;
    // The browser shows its own text.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    const stopGuarding = guardMoves((move) => setGo(() => move));
    return () => {
      removeEventListener('beforeunload', ask);
      stopGuarding();
      setGo(undefined);
    };
  }, [isAtRisk]);
  if (!go) return null;
  return (
    <Dialog
      heading={t('form.leave.title')}
      confirm={t('form.leave.go')}
      busy={false}
      onConfirm={go}
      onClose={() => setGo(undefined)}
    >
      <p>{t('form.leave')}</p>
    </Dialog>
  );
}

import { useEffect } from 'preact/hooks';
import { refreshForms } from '../definitions';
import { Icon } from '../icons';
import { DraftList } from '../home/DraftList';
import { NeedsAttention } from '../home/NeedsAttention';
import { OfflineNote } from '../home/OfflineNote';
import { WithdrawnForms } from '../home/WithdrawnForms';
import { OutboxList } from '../home/OutboxList';
import { SentList } from '../home/SentList';
import { byUse } from '../memory/memory';
import { memory } from '../memory/store';
import { offered } from '../offered';
import { unsentCount } from '../outbox/state';
import { followRegistrations } from '../registrations';
import { CHOOSE_PATH, formPath, OPERATIONS_PATH } from '../route';
import { isLeader } from '../session';
import { t, words } from '../texts';
import { HandedNoteLater } from './handed';

export function HomePage() {
  useEffect(() => {
    // If the call fails, the forms stored last time are offered.
    refreshForms().catch(() => undefined);
  }, []);
  // When a registration leaves the outbox, the list must be fetched again.
  const unsent = unsentCount.value;
  useEffect(() => followRegistrations(), [unsent]);
  return (
    <div class="page page-with-action">
      <h1>{t('home.title')}</h1>
      <NewRegistration />
      <WithdrawnForms />
      {isLeader.value && <HandedNoteLater />}
      {isLeader.value && (
        <p>
          <a href={OPERATIONS_PATH}>{t('home.operations')}</a>
        </p>
      )}
      <NeedsAttention />
      <OutboxList />
      <DraftList />
      <SentList />
      <OfflineNote />
    </div>
  );
}

/** How many forms get a button of their own: more buttons would cover the list. */
const BUTTONS_AT_MOST = 3;

/** The buttons for a new registration: at the bottom of a phone, within the thumb's reach; beside the heading on a wide screen. */
function NewRegistration() {
  const forms = offered.value;
  const [only] = forms;
  const [mostUsed] = byUse(memory.value, forms);
  if (!only) return null;
  return (
    <nav class="new-registration" aria-label={t('home.new')}>
      {forms.length > BUTTONS_AT_MOST ? (
        <>
          {/* Above the other, which thus stays where it is when the memory has been read. */}
          {mostUsed && (
            <Begin href={formPath(mostUsed.app)}>{t('home.new-of', { title: words(mostUsed.title) })}</Begin>
          )}
          <Begin href={CHOOSE_PATH} isSecond={mostUsed !== undefined}>
            {t('home.new')}
          </Begin>
        </>
      ) : (
        forms.map((form) => (
          <Begin key={form.app} href={formPath(form.app)}>
            {forms.length === 1 ? t('home.new') : t('home.new-of', { title: words(form.title) })}
          </Begin>
        ))
      )}
    </nav>
  );
}

function Begin({ href, isSecond = false, children }: { href: string; isSecond?: boolean; children: string }) {
  return (
    <a class={`button ${isSecond ? 'button-secondary' : 'button-primary'}`} href={href}>
      <Icon name="plus" />
      {children}
    </a>
  );
}

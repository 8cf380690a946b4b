import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { forms, refreshForms } from '../definitions';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { Icon } from '../icons';
import { DraftList } from '../home/DraftList';
import { OfflineNote } from '../home/OfflineNote';
import { OutboxList } from '../home/OutboxList';
import { RegistrationEntry } from '../home/RegistrationEntry';
import { bringPages } from './later';
import { unsentCount } from '../outbox/state';
import { followRegistrations, hasMore, listFailure, registrations, showMore } from '../registrations';
import { CHOOSE_PATH, formPath } from '../route';
import { t, words } from '../texts';

export function HomePage() {
  useEffect(() => {
    // Without an answer the forms known from last time are offered.
    refreshForms().catch(() => undefined);
    bringPages();
  }, []);
  // What leaves the outbox comes into the list.
  const unsent = unsentCount.value;
  useEffect(() => followRegistrations(), [unsent]);
  return (
    <div class="page page-with-action">
      <h1>{t('home.title')}</h1>
      <NewRegistration />
      <DraftList />
      <OutboxList />
      <Sent />
      <OfflineNote />
    </div>
  );
}

/** More buttons than these would cover the list. */
const BUTTONS_AT_MOST = 3;

/** Where the thumb is: at the bottom of a phone, beside the heading on a wide screen. */
function NewRegistration() {
  const all = forms.value;
  const [only] = all;
  if (!only) return null;
  return (
    <nav class="new-registration" aria-label={t('home.new')}>
      {all.length > BUTTONS_AT_MOST ? (
        <Begin href={CHOOSE_PATH}>{t('home.new')}</Begin>
      ) : (
        all.map((form) => (
          <Begin key={form.app} href={formPath(form.app)}>
            {all.length === 1 ? t('home.new') : t('home.new-of', { title: words(form.title) })}
          </Begin>
        ))
      )}
    </nav>
  );
}

function Begin({ href, children }: { href: string; children: string }) {
  return (
    <a class="button button-primary" href={href}>
      <Icon name="plus" />
      {children}
    </a>
  );
}

function Sent() {
  const list = registrations.value;
  const failure = listFailure.value;
  return (
    <section aria-labelledby="sent">
      <h2 id="sent" class="h4 list-heading">
        {t('home.sent')}
      </h2>
      {failure !== undefined && <Failure failure={failure} />}
      {list === undefined && failure === undefined && <Loading />}
      {list?.length === 0 && <Empty />}
      {list && list.length > 0 && (
        <ul class="entries no-max-width">
          {list.map((one) => (
            <RegistrationEntry key={one.id} registration={one} />
          ))}
        </ul>
      )}
      {hasMore.value && <More />}
    </section>
  );
}

function Empty() {
  return (
    <div class="panel empty">
      <Icon name="document" />
      <p class="empty-title">{t('home.empty.title')}</p>
      <p>{t('home.empty')}</p>
    </div>
  );
}

function More() {
  const busy = useSignal(false);
  const failure = useSignal<unknown>(undefined);
  const more = async () => {
    busy.value = true;
    failure.value = undefined;
    await showMore().catch((reason: unknown) => (failure.value = reason));
    busy.value = false;
  };
  return (
    <>
      {failure.value !== undefined && <Failure failure={failure.value} />}
      <button type="button" class="button button-secondary more" disabled={busy.value} onClick={() => void more()}>
        {busy.value ? t('app.loading') : t('home.more')}
      </button>
    </>
  );
}

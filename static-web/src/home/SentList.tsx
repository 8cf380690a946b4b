import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Summary } from '../api';
import { now } from '../clock';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { Icon } from '../icons';
import { attention, hasMore, isFromPhone, listFailure, registrations, showMore } from '../registrations';
import { dayOfTime, formatDayHeading, t } from '../texts';
import { RegistrationEntry } from './RegistrationEntry';
import { followSearch, isSearching, results, searchFailure, searchOn, searchState } from './search';
import { SearchPanel } from './SearchPanel';

/** The sent registrations by the day they were received, or the results of a search. */
export function SentList() {
  useEffect(followSearch, []);
  const list = registrations.value;
  const failure = listFailure.value;
  return (
    <section aria-labelledby="sent">
      <h2 id="sent" class="h4 list-heading">
        {t('home.sent')}
      </h2>
      {failure !== undefined && <Failure failure={failure} />}
      {isFromPhone.value && <p class="muted list-note">{t('home.from-phone')}</p>}
      {list === undefined && failure === undefined && <Loading />}
      {list?.length === 0 && <Empty />}
      {list && list.length > 0 && <SearchPanel />}
      {list && list.length > 0 && (isSearching.value ? <Found /> : <Latest rows={list} />)}
    </section>
  );
}

function Latest({ rows }: { rows: readonly Summary[] }) {
  const onTop = new Set(attention.value.map(({ id }) => id));
  return (
    <>
      <Days rows={rows.filter(({ id }) => !onTop.has(id))} />
      {hasMore.value && <More />}
    </>
  );
}

/** The search results, and how far the server has searched. */
function Found() {
  const rows = results.value;
  const state = searchState.value;
  return (
    <>
      <p role="status" class="muted list-note">
        {state === 'searching' ? t('search.older') : counted(rows.length)}
      </p>
      <Days rows={rows} />
      {state === 'failed' && <Failure failure={searchFailure.value} onRetry={() => void searchOn()} />}
      {state === 'paused' && (
        <button type="button" class="button button-secondary more" onClick={() => void searchOn()}>
          {t('search.more')}
        </button>
      )}
    </>
  );
}

function counted(count: number): string {
  if (count === 0) return t('search.none');
  return count === 1 ? t('search.one') : t('search.some', { count });
}

function Days({ rows }: { rows: readonly Summary[] }) {
  return (
    <>
      {byDay(rows).map(([day, ofDay]) => (
        <section key={day} aria-labelledby={`day-${day}`} class="day">
          <h3 id={`day-${day}`} class="day-heading">
            {formatDayHeading(day, now.value)}
          </h3>
          <ul class="entries no-max-width">
            {ofDay.map((row) => (
              <RegistrationEntry key={row.id} registration={row} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Groups the rows by day, in their own order: newest first. */
function byDay(rows: readonly Summary[]): [day: string, rows: Summary[]][] {
  const days = new Map<string, Summary[]>();
  for (const row of rows) {
    const day = dayOfTime(row.receivedAt);
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return [...days];
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
      {/* Not disabled while it asks: focus would be lost. */}
      <button
        type="button"
        class="button button-secondary more"
        aria-disabled={busy.value}
        onClick={() => busy.value || void more()}
      >
        {busy.value ? t('app.loading') : t('home.more')}
      </button>
    </>
  );
}

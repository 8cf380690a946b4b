import limits from '../../../shared/contract/limits.json';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../announce';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { Icon } from '../icons';
import { useLatestAnswer } from '../latest-answer';
import { poll } from '../poll';
import { t } from '../texts';
import { allow, lines, type Line, type Lines } from './api';
import { LineEntry, nameOf } from './LineEntry';
import { rolesFor } from './default-roles';
import { rolesInWords, ta } from './words';

const SEARCH_DELAY_MS = 300;
const FIRST_MS = 10_000;
const SLOWEST_MS = 60_000;

/** The list from the server: fetched again at intervals, and a moment after something is typed. */
function useLines() {
  const search = useSignal('');
  const { answer, failure, follow: followRequest } = useLatestAnswer<Lines>();
  const stop = useRef<() => void>(() => undefined);
  const ask = async (background: boolean) => {
    await followRequest(lines(search.peek(), { background }));
    return 'same' as const;
  };
  const follow = () => {
    stop.current();
    stop.current = poll(ask, (round) => Math.min(FIRST_MS * 1.5 ** round, SLOWEST_MS));
  };
  useEffect(() => {
    follow();
    return () => stop.current();
  }, []);
  const typing = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const type = (text: string) => {
    search.value = text;
    clearTimeout(typing.current);
    typing.current = setTimeout(follow, SEARCH_DELAY_MS);
  };
  return { search, list: answer.value, failure, ask, follow, type };
}

/** Everybody with access. Those who wait come first, and are let in with a tap. */
export function ListPage() {
  const { search, list, failure, ask, follow, type } = useLines();
  const busy = useSignal('');
  const letIn = async (line: Line) => {
    busy.value = line.key;
    try {
      await allow(line, { roles: rolesFor(line), team: line.team, validFrom: null, validTo: null });
      announce(ta('access.is-in', { name: nameOf(line) }));
      follow();
    } catch (reason) {
      await ask(false);
      failure.value = reason;
    }
    busy.value = '';
  };
  return (
    <div class="page">
      <a class="back-link" href="/">
        <Icon name="back" />
        {t('app.back')}
      </a>
      <h1>{ta('access.title')}</h1>
      <p class="lead">{ta('access.lead')}</p>
      <SearchBox text={search.value} onType={type} />
      {failure.value !== undefined && <Failure failure={failure.value} onRetry={follow} />}
      {!list && failure.value === undefined && <Loading />}
      {list && (
        <>
          <Waiting list={list} busy={busy.value} onLetIn={(line) => void letIn(line)} />
          <Others list={list} />
        </>
      )}
    </div>
  );
}

function SearchBox({ text, onType }: { text: string; onType: (text: string) => void }) {
  return (
    <>
      <label class="form-label" for="access-search">
        {ta('access.search')}
      </label>
      <input
        id="access-search"
        class="form-input access-search"
        type="search"
        autocomplete="off"
        maxLength={limits.personSearchLength}
        value={text}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </>
  );
}

interface WaitingProps {
  list: Lines;
  /** The key of the person who is being let in. */
  busy: string;
  onLetIn: (line: Line) => void;
}

function Waiting({ list, busy, onLetIn }: WaitingProps) {
  const waiting = list.items.filter((line) => line.state === 'waiting');
  return (
    <section aria-labelledby="access-waiting">
      <h2 id="access-waiting" class="h4 list-heading">
        {ta('access.waiting')}
      </h2>
      {waiting.length === 0 && <p class="muted">{ta('access.nobody-waits')}</p>}
      <ul class="entries no-max-width">
        {waiting.map((line) => (
          <li key={line.key} class="access-waiting">
            <LineEntry line={line} />
            <button
              type="button"
              class="button button-primary"
              aria-label={ta('access.let-in.of', { name: nameOf(line), roles: rolesInWords(rolesFor(line)) })}
              aria-disabled={busy === line.key}
              // The second tap of a double tap would hit the next person, who has moved up to this place.
              onClick={(event) => event.detail < 2 && busy !== line.key && onLetIn(line)}
            >
              {ta('access.let-in', { roles: rolesInWords(rolesFor(line)) })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Others({ list }: { list: Lines }) {
  const decided = list.items.filter((line) => line.state !== 'waiting');
  return (
    <section aria-labelledby="access-others">
      <h2 id="access-others" class="h4 list-heading">
        {ta('access.others')}
      </h2>
      {decided.length === 0 && <p class="muted">{ta('access.none')}</p>}
      <ul class="entries no-max-width">
        {decided.map((line) => (
          <li key={line.key}>
            <LineEntry line={line} />
          </li>
        ))}
      </ul>
      {list.total > list.items.length && (
        <p class="muted">{ta('access.more', { shown: list.items.length, total: list.total })}</p>
      )}
    </section>
  );
}

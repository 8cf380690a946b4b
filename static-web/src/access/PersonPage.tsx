import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { announce } from '../announce';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { ReasonDialog } from '../frame/ReasonDialog';
import { Icon } from '../icons';
import { useLatestAnswer } from '../latest-answer';
import { ACCESS_PATH, navigate } from '../route';
import { formatDateTime } from '../texts';
import { endSessions, isChanged, line as fetchLine, lines, remove, type Change, type Line, type Lines } from './api';
import { GrantForm } from './GrantForm';
import { grantInWords, nameOf, StateBadge } from './LineEntry';
import { ta } from './words';

type PersonLine = Line & { trail: Change[] };

/** The person's line and the roles that can be given, or why they could not be fetched. */
function usePerson(id: string) {
  const { answer, failure, load: follow } = useLatestAnswer<[PersonLine, Lines]>();
  const load = () => follow(Promise.all([fetchLine(id), lines(id)]));
  useEffect(() => void load(), [id]);
  const [line, all] = answer.value ?? [];
  return { line, roles: all?.roles ?? [], failure, load };
}

/** The page of one person: their access, its history, and the ways to change it, remove it and end their sessions. */
export function PersonPage({ id }: { id: string }) {
  const { line, roles, failure, load } = usePerson(id);
  const reloadAndAnnounce = (announcement: string) => void load().then(() => announce(announcement));
  /** Loads the line again, and shows why the change was not made. */
  const changed = async (problem: unknown) => {
    await load();
    failure.value ??= problem;
    scrollTo(0, 0);
  };
  return (
    <div class="page">
      <a class="back-link" href={ACCESS_PATH}>
        <Icon name="back" />
        {ta('access.back')}
      </a>
      {failure.value !== undefined && <Failure failure={failure.value} onRetry={() => void load()} />}
      {!line && failure.value === undefined && <Loading />}
      {line && (
        <>
          <h1 class="registration-title">{nameOf(line)}</h1>
          <p class="access-facts">
            <StateBadge state={line.state} />
            <span class="muted">{ta('access.number', { number: line.number })}</span>
          </p>
          <GrantForm
            key={line.version}
            line={line}
            roles={roles}
            onSaved={backToList}
            onChanged={(problem) => void changed(problem)}
          />
          <RemoveAccess line={line} onDone={reloadAndAnnounce} onChanged={(problem) => void changed(problem)} />
          <Trail changes={line.trail} />
        </>
      )}
    </div>
  );
}

function backToList() {
  announce(ta('person.saved'));
  navigate(ACCESS_PATH);
}

interface RemoveAccessProps {
  line: Line;
  onDone: (announcement: string) => void;
  /** Called where another operator has changed the line meanwhile. */
  onChanged: (problem: unknown) => void;
}

/** Buttons to remove access (or decline a request) and to end all sessions, each with a confirmation. */
function RemoveAccess({ line, onDone, onChanged }: RemoveAccessProps) {
  const openDialog = useSignal<'remove' | 'end' | null>(null);
  const close = () => (openDialog.value = null);
  /** The person has no role yet, so access is declined instead of removed. */
  const isRequest = line.state === 'waiting' && line.roles.length === 0;
  const removeLabel = ta(isRequest ? 'person.decline' : 'person.remove');
  const onFailure = (problem: unknown) => {
    if (!isChanged(problem)) return false;
    close();
    onChanged(problem);
    return true;
  };
  const shared = { label: ta('person.why'), onFailure, onClose: close };
  return (
    <>
      <AccessActions {...{ line, removeLabel }} onAsk={(action) => (openDialog.value = action)} />
      {openDialog.value === 'remove' && (
        <ReasonDialog
          heading={removeLabel}
          explanation={ta(isRequest ? 'person.decline.what' : 'person.remove.what')}
          act={(reason) => remove(line, reason)}
          onDone={() => (close(), onDone(ta(isRequest ? 'person.declined' : 'person.removed')))}
          {...shared}
        />
      )}
      {openDialog.value === 'end' && (
        <ReasonDialog
          heading={ta('person.end')}
          explanation={ta('person.end.what')}
          act={(reason) => endSessions(line, reason)}
          onDone={() => (close(), onDone(ta('person.ended')))}
          {...shared}
        />
      )}
    </>
  );
}

interface AccessActionsProps {
  line: Line;
  removeLabel: string;
  onAsk: (change: 'remove' | 'end') => void;
}

function AccessActions({ line, removeLabel, onAsk }: AccessActionsProps) {
  const isIn = line.state === 'allowed' || line.state === 'privileged';
  return (
    <div class="actions access-actions">
      {line.state !== 'removed' && (
        <button type="button" class="button button-secondary" onClick={() => onAsk('remove')}>
          {removeLabel}
        </button>
      )}
      {isIn && (
        <button type="button" class="button button-secondary" onClick={() => onAsk('end')}>
          {ta('person.end')}
        </button>
      )}
    </div>
  );
}

function Trail({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="access-trail">
      <h2 id="access-trail" class="h4 section-heading">
        {ta('trail.title')}
      </h2>
      <ol class="timeline">
        {changes.map((change, index) => (
          <li key={`${change.at}-${index}`}>
            <strong>
              {ta(`trail.${change.act}`, {
                old: grantInWords(change.old),
                new: grantInWords(change.new),
                about: change.about ?? '',
              })}
            </strong>
            {change.reason && <p>{change.reason}</p>}
            <p class="muted">{ta('trail.by', { time: formatDateTime(change.at), by: actor(change.by) })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function actor(by: string): string {
  if (by === 'FIRST_OPERATOR') return ta('trail.first-operator');
  const [, user] = by.split('command line: ');
  return user ? ta('trail.command-line', { user }) : by;
}

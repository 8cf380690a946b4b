import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { AppName } from './AppName';
import { DeletedDraft } from './DeletedDraft';
import { LockedDrafts } from './LockedDrafts';
import { needsReminder } from './reminder';
import { now } from '../clock';
import { draftsChanged, readableAndLockedDrafts, deleteDraft, type Draft, type LockedDraft } from '../drafts';
import { Icon } from '../icons';
import { formPath } from '../route';
import { formatRelative, t } from '../texts';

/** The drafts on this phone, updated when they change. */
function useDrafts() {
  const drafts = useSignal<Draft[]>([]);
  const locked = useSignal<LockedDraft[]>([]);
  const changed = draftsChanged.value;
  useEffect(() => {
    let current = true;
    readableAndLockedDrafts().then(
      (loaded) => {
        if (!current) return;
        drafts.value = returnedFirst(loaded.drafts);
        locked.value = loaded.locked;
      },
      (fault: unknown) => console.error(fault),
    );
    return () => {
      current = false;
    };
  }, [changed]);
  return { drafts: drafts.value, locked: locked.value };
}

/** The drafts on this phone, at the top of the page, since they can still be lost. */
export function DraftList() {
  const { drafts, locked } = useDrafts();
  const deleted = useSignal<readonly string[]>([]);
  const restored = useSignal<string | undefined>(undefined);
  const restore = (id: string) => (deleted.value = deleted.value.filter((other) => other !== id));
  const discard = (id: string) => void deleteDraft(id).finally(() => restore(id));
  if (drafts.length + locked.length === 0) return null;
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts" class="h4 list-heading" tabIndex={-1}>
        {t('home.drafts')}
      </h2>
      <LockedDrafts locked={locked} onDelete={discard} />
      <ul class="entries no-max-width">
        {drafts.map((draft) =>
          deleted.value.includes(draft.id) ? (
            <DeletedDraft
              key={draft.id}
              onRestore={() => restore((restored.value = draft.id))}
              onDelete={() => discard(draft.id)}
            />
          ) : (
            <DraftEntry
              key={draft.id}
              draft={draft}
              hasFocus={restored.value === draft.id}
              onDelete={() => (deleted.value = [...deleted.value, draft.id])}
            />
          ),
        )}
      </ul>
    </section>
  );
}

/** Puts drafts first that the server did not accept, so that newer drafts do not hide them. */
function returnedFirst(drafts: readonly Draft[]): Draft[] {
  return [...drafts.filter(({ returned }) => returned), ...drafts.filter(({ returned }) => !returned)];
}

interface EntryProps {
  draft: Draft;
  /** Whether it takes the focus, because it has just been restored. */
  hasFocus: boolean;
  onDelete: () => void;
}

function DraftEntry({ draft, hasFocus, onDelete }: EntryProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (hasFocus) link.current?.focus();
  }, [hasFocus]);
  const isReturned = draft.returned !== undefined;
  // The server has the registration, with other content than the draft.
  const isOvertaken = draft.returned?.kind === 'conflict';
  const title = draft.title || t('draft.untitled');
  return (
    <li class="draft-entry">
      <a class="entry" ref={link} href={formPath(draft.app, draft.id)}>
        <span class="entry-title">{title}</span>
        <span class="entry-facts">
          <span class={`status status-${isOvertaken ? 'warning' : isReturned ? 'error' : 'draft'}`}>
            <Icon name={isOvertaken ? 'warning' : isReturned ? 'refused' : 'draft'} />
            {t(isOvertaken ? 'draft.overtaken' : isReturned ? 'draft.returned' : 'draft.draft')}
          </span>
          <span class="entry-meta">
            {t('draft.saved', { time: formatRelative(draft.updatedAt, now.value) })}
            <AppName app={draft.app} />
          </span>
          {needsReminder(draft.updatedAt, now.value) && <span class="status status-warning">{t('draft.old')}</span>}
        </span>
        <Icon name="forward" class="entry-arrow" />
      </a>
      <button
        type="button"
        class="button button-tertiary draft-delete"
        aria-label={t('draft.delete-named', { title })}
        onClick={onDelete}
      >
        {t('draft.delete')}
      </button>
    </li>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { AppName } from './AppName';
import { now } from '../clock';
import { allDrafts, draftsChanged, type Draft } from '../drafts';
import { Icon } from '../icons';
import { formPath } from '../route';
import { formatRelative, t } from '../texts';

/** What is on this phone and not yet with the server, on top: it is what can still be lost. */
export function DraftList() {
  const drafts = useSignal<Draft[]>([]);
  const changed = draftsChanged.value;
  useEffect(() => {
    let current = true;
    allDrafts().then(
      (found) => current && (drafts.value = returnedFirst(found)),
      (fault: unknown) => console.error(fault),
    );
    return () => {
      current = false;
    };
  }, [changed]);
  if (drafts.value.length === 0) return null;
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts" class="h4 list-heading">
        {t('home.drafts')}
      </h2>
      <ul class="entries no-max-width">
        {drafts.value.map((draft) => (
          <DraftEntry key={draft.id} draft={draft} />
        ))}
      </ul>
    </section>
  );
}

/** What came back must not be hidden under newer drafts. */
function returnedFirst(drafts: readonly Draft[]): Draft[] {
  return [...drafts.filter(({ returned }) => returned), ...drafts.filter(({ returned }) => !returned)];
}

function DraftEntry({ draft }: { draft: Draft }) {
  const isReturned = draft.returned !== undefined;
  return (
    <li>
      <a class="entry" href={formPath(draft.app, draft.id)}>
        <span class="entry-title">{draft.title || t('draft.untitled')}</span>
        <span class="entry-facts">
          <span class={`status status-${isReturned ? 'error' : 'draft'}`}>
            <Icon name={isReturned ? 'refused' : 'draft'} />
            {t(isReturned ? 'draft.returned' : 'draft.draft')}
          </span>
          <span class="entry-meta">
            {t('draft.saved', { time: formatRelative(draft.updatedAt, now.value) })}
            <AppName app={draft.app} />
          </span>
        </span>
        <Icon name="forward" class="entry-arrow" />
      </a>
    </li>
  );
}

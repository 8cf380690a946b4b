import { dayInWords } from '../answers/time-format';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DefinitionSummary } from '../api';
import { refreshForms } from '../definitions';
import { WithdrawnForms } from '../home/WithdrawnForms';
import { Icon } from '../icons';
import { byUse } from '../memory/memory';
import { changeMemory, memory, memoryRead } from '../memory/store';
import { offered } from '../offered';
import { registrations } from '../registrations';
import { formPath } from '../route';
import { t, words } from '../texts';

const RECENT_AT_MOST = 3;

/**
 * The choice of a form: those that the person uses, then all others by title. The order does not change while the page is open, so
 * that a list which arrives later cannot move another form under a finger that is about to tap. So the page first waits for the memory,
 * which takes a moment after a reload.
 */
export function ChoosePage() {
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    void memoryRead().then(() => setRead(true));
    // If the call fails, the forms stored last time are offered.
    refreshForms().catch(() => undefined);
  }, []);
  const lately = useMemo(() => orderOf(offered.value), [offered.value.length, isRead]);
  const recent = lately.flatMap((app) => offered.value.filter((form) => form.app === app)).slice(0, RECENT_AT_MOST);
  const otherForms = offered.value
    .filter((form) => !recent.includes(form))
    .sort((first, second) => words(first.title).localeCompare(words(second.title), 'da'));
  return (
    <div class="page">
      <a class="back-link" href="/">
        <Icon name="back" />
        {t('app.back')}
      </a>
      <h1>{t('home.new')}</h1>
      <p class="lead">{offered.value.length === 0 ? t('choose.none') : t('choose.lead')}</p>
      {isRead && <Lists recent={recent} otherForms={otherForms} />}
      <WithdrawnForms />
    </div>
  );
}

function Lists({ recent, otherForms }: { recent: DefinitionSummary[]; otherForms: DefinitionSummary[] }) {
  return (
    <>
      {recent.length > 0 && otherForms.length > 0 ? (
        <>
          <Group id="recent" heading={t('choose.recent')} forms={recent} />
          <Group id="others" heading={t('choose.others')} forms={otherForms} />
        </>
      ) : (
        <List forms={[...recent, ...otherForms]} />
      )}
    </>
  );
}

/** The apps in order: the pinned one, then the most used, then those of the person's registrations, newest first. */
function orderOf(forms: readonly DefinitionSummary[]): string[] {
  const used = byUse(memory.peek(), forms).map(({ app }) => app);
  return [...new Set([...used, ...(registrations.peek() ?? []).map(({ app }) => app)])];
}

function Group({ id, heading, forms }: { id: string; heading: string; forms: DefinitionSummary[] }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} class="h4 list-heading">
        {heading}
      </h2>
      <List forms={forms} />
    </section>
  );
}

function List({ forms }: { forms: DefinitionSummary[] }) {
  return (
    <ul class="entries no-max-width">
      {forms.map((form) => (
        <li key={form.app} class="entry-pinnable">
          <a class="entry" href={formPath(form.app)}>
            <span class="entry-title">{words(form.title)}</span>
            <span class="entry-facts entry-meta">{words(form.description)}</span>
            {form.withdrawn && (
              <span class="entry-facts entry-meta">{t('withdrawn.from', { day: dayInWords(form.withdrawn) })}</span>
            )}
            <Icon name="forward" class="entry-arrow" />
          </a>
          <Pin form={form} />
        </li>
      ))}
    </ul>
  );
}

/** The button that pins a form. The order changes only when the page is opened again. */
function Pin({ form: { app, title } }: { form: DefinitionSummary }) {
  const isPinned = memory.value.pinned === app;
  const toggle = () => void changeMemory((before) => ({ ...before, pinned: isPinned ? null : app }));
  return (
    <button type="button" class="pin" aria-pressed={isPinned} onClick={toggle}>
      <span aria-hidden="true">{isPinned ? '★' : '☆'}</span>
      <span class="sr-only">{t('choose.pin', { title: words(title) })}</span>
    </button>
  );
}

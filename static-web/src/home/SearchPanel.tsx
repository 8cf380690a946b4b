import { forms } from '../definitions';
import { Icon } from '../icons';
import { t, words } from '../texts';
import { appChoice, query, STATUS_CHOICES, statusChoice } from './search';

/** The search box and filters for the person's own registrations. */
export function SearchPanel() {
  return (
    <form
      role="search"
      class="search-panel"
      aria-label={t('search.label')}
      onSubmit={(event) => event.preventDefault()}
    >
      <div class="search-box">
        <Icon name="search" />
        <input
          type="search"
          class="form-input"
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          autocomplete="off"
          enterKeyHint="search"
          value={query.value}
          onFocus={(event) => toTheTop(event.currentTarget)}
          onInput={(event) => (query.value = event.currentTarget.value)}
        />
      </div>
      <div class="search-filters">
        <StatusChoice />
        <AppChoice />
      </div>
    </form>
  );
}

function StatusChoice() {
  return (
    <select
      class="form-select"
      aria-label={t('search.status')}
      value={statusChoice.value}
      onChange={(event) => (statusChoice.value = event.currentTarget.value)}
    >
      <option value="">{t('search.status.all')}</option>
      {Object.entries(STATUS_CHOICES).map(([choice, { label }]) => (
        <option key={choice} value={choice}>
          {t(label)}
        </option>
      ))}
    </select>
  );
}

function AppChoice() {
  const apps = forms.value;
  if (apps.length < 2) return null;
  return (
    <select
      class="form-select"
      aria-label={t('search.app')}
      value={appChoice.value}
      onChange={(event) => (appChoice.value = event.currentTarget.value)}
    >
      <option value="">{t('search.app.all')}</option>
      {apps.map(({ app, title }) => (
        <option key={app} value={app}>
          {words(title)}
        </option>
      ))}
    </select>
  );
}

/** Scrolls the search box to the top, so that the results below it are visible beside the phone's keyboard. */
function toTheTop(box: HTMLElement): void {
  box.closest('.search-panel')?.scrollIntoView?.({ block: 'start' });
}

import { forms } from '../definitions';
import { Icon } from '../icons';
import { t, words } from '../texts';
import { appChoice, query, STATUS_CHOICES, statusChoice } from './search';

/** Where one searches in one's own registrations. */
export function SearchPanel() {
  const apps = forms.value;
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
          onInput={(event) => (query.value = event.currentTarget.value)}
        />
      </div>
      <div class="search-filters">
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
        {apps.length > 1 && (
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
        )}
      </div>
    </form>
  );
}

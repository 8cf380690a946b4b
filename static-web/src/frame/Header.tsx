import { language, speak, t } from '../texts';
import { PersonMenu } from './PersonMenu';

export function Header() {
  return (
    <header class="head">
      <div class="column head-row">
        <a class="brand" href="/">
          <Mark />
          {t('app.name')}
        </a>
        <LanguageSwitch />
        <PersonMenu />
      </div>
    </header>
  );
}

function Mark() {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="3" y="3" width="26" height="26" rx="6" fill="none" stroke="currentColor" stroke-width="2.5" />
      <path d="M10 11h12M10 16.5h5" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />
      <path
        d="M15 20.5l3.2 3.2 6-7"
        fill="none"
        stroke="#7fd1ae"
        stroke-width="3"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** Switches language. It names the other language in that language, for people who don't understand the current one. */
function LanguageSwitch() {
  const other = language.value === 'da' ? 'en' : 'da';
  return (
    <button type="button" class="head-button" lang={other} onClick={() => speak(other)}>
      {other === 'en' ? 'English' : 'Dansk'}
    </button>
  );
}

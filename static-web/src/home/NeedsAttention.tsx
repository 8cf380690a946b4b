import { attention } from '../registrations';
import { t } from '../texts';
import { RegistrationEntry } from './RegistrationEntry';

/** The registrations that a person must do something about, at the top of the page, however old they are. */
export function NeedsAttention() {
  const rows = attention.value;
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="attention" class="needs-attention">
      <h2 id="attention" class="h4 list-heading">
        {t('home.attention')} <span class="count">{rows.length}</span>
      </h2>
      <ul class="entries no-max-width">
        {rows.map((row) => (
          <RegistrationEntry key={row.id} registration={row} needsAttention />
        ))}
      </ul>
    </section>
  );
}

/** Shows the register's facts about the company that no other field of the form shows. */
import type { Company } from '../../api';
import type { AutofillValue, FieldDef } from '../../definition';
import { t } from '../../texts';
import type { LookUp } from '../register-facts';

const VALUES = ['name', 'address', 'industry'] as const satisfies readonly AutofillValue[];

interface Props {
  lookUp: LookUp;
  beside: readonly FieldDef[];
  /** The id of the `cvr` field. */
  company: string;
}

export function CompanyNote({ lookUp, beside, company }: Props) {
  return (
    <div class="company-note" aria-live="polite">
      {lookUp.state === 'asking' && <p class="form-hint">{t('form.register.asking')}</p>}
      {lookUp.state === 'unreachable' && <p class="register-note">{t('form.register.unreachable')}</p>}
      {lookUp.state === 'unknown' && <p class="register-note register-warning">{t('form.register.unknown')}</p>}
      {lookUp.state === 'found' && <Facts company={lookUp.company} shownElsewhere={autofilled(beside, company)} />}
    </div>
  );
}

function Facts({ company, shownElsewhere }: { company: Company; shownElsewhere: ReadonlySet<AutofillValue> }) {
  const facts = VALUES.filter((value) => company[value] && !shownElsewhere.has(value));
  return (
    <>
      {facts.map((value) => (
        <p key={value} class={value === 'name' ? 'company-name' : 'company-fact'}>
          {company[value]}
        </p>
      ))}
      {!company.address && <p class="register-note">{t('form.register.no-address')}</p>}
      {!company.active && <p class="register-note register-warning">{t('form.register.ceased')}</p>}
      {company.adProtected && <p class="register-note">{t('form.register.ad-protected')}</p>}
    </>
  );
}

function autofilled(beside: readonly FieldDef[], company: string): ReadonlySet<AutofillValue> {
  return new Set(
    beside.flatMap((field) =>
      field.control === 'text' && field.autofill?.company === company ? [field.autofill.value] : [],
    ),
  );
}

/** Lists all faults at the top of the form, with links to their fields. */
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons';
import { t, words } from '../texts';
import { elementId, useForm } from './context';
import { fieldAt } from './fields';
import { faultInWords } from './Fields';
import type { ShownFault } from './state';
import { fieldInWords } from './wording';

/** `attempt` counts the attempts to send that were stopped by faults: after each, focus moves here. */
export function ErrorSummary({ attempt }: { attempt: number }) {
  const { form } = useForm();
  const summary = useRef<HTMLDivElement>(null);
  const list = [...form.shownFaults.value.values()];
  useEffect(() => {
    if (attempt === 0) return;
    summary.current?.focus({ preventScroll: true });
    summary.current?.scrollIntoView?.({ block: 'start' });
  }, [attempt]);
  if (list.length === 0) return null;
  return (
    // Screen readers announce new faults; corrected ones disappear silently.
    <div class="alert alert-error error-summary" role="alert" aria-relevant="additions" tabIndex={-1} ref={summary}>
      <Icon name="refused" class="alert-icon" />
      <h2 class="alert-heading">
        {list.length === 1 ? t('form.summary.one') : t('form.summary.some', { count: list.length })}
      </h2>
      <ul class="alert-text nobullet-list">
        {list.map((fault) => (
          <li key={fault.path}>
            <FaultLink fault={fault} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function FaultLink({ fault }: { fault: ShownFault }) {
  const { form } = useForm();
  const at = fieldAt(form.definition, fault.path);
  if (!at) return <span>{fault.message ?? t('form.summary.unknown-field')}</span>;
  const where = at.within.map(({ group, place }) => `${words(group.itemLabel)} ${place + 1}: `).join('');
  const go = (event: Event) => {
    event.preventDefault();
    focusField(fault.path);
  };
  return (
    <a href={`#${elementId(fault.path)}`} onClick={go}>
      {where + faultInWords(fault, fieldInWords(form, at.field, fault.path))}
    </a>
  );
}

/** Focuses the field; of a group, the first box inside it. */
function focusField(path: string): void {
  const id = CSS.escape(elementId(path));
  const boxes = ['input', 'select', 'textarea', 'button'].map((tag) => `${tag}[id^="${id}-"]`).join();
  const target = document.getElementById(elementId(path)) ?? document.querySelector<HTMLElement>(boxes);
  target?.focus({ preventScroll: true });
  target?.closest('.form-group')?.scrollIntoView?.({ block: 'start' });
}

import type { LongTextField } from '../../definition';
import { t } from '../../texts';
import type { ControlProps } from '../context';
import { elementId } from '../context';
import { boxProps, Labelled } from '../frames';

/** With at most so many characters left, the counter is announced to screen readers. */
const SPEAKS_AT = 20;

export function TextArea(props: ControlProps<LongTextField>) {
  const { field, path, value, onChange } = props;
  const text = typeof value === 'string' ? value : '';
  const limitId = `${elementId(path)}-limit`;
  return (
    <Labelled {...props} class="form-limit">
      <textarea
        {...boxProps(props, limitId)}
        class="form-input form-input-wide"
        rows={4}
        value={text}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
      <Counter id={limitId} remaining={field.maxLength - Array.from(text.trim()).length} limit={field.maxLength} />
    </Labelled>
  );
}

function Counter({ id, remaining, limit }: { id: string; remaining: number; limit: number }) {
  const counter =
    remaining < 0 ? t('form.counter.over', { count: -remaining }) : t('form.counter.left', { count: remaining });
  return (
    <>
      <span id={id} class="sr-only">
        {t('form.counter.limit', { limit })}
      </span>
      <span class={`form-hint character-limit ${remaining < 0 ? 'limit-exceeded' : ''}`} aria-hidden="true">
        {counter}
      </span>
      <span class="sr-only" aria-live="polite">
        {remaining <= SPEAKS_AT ? counter : ''}
      </span>
    </>
  );
}

import type { LongTextField } from '../../definition';
import { t } from '../../texts';
import type { ControlProps } from '../context';
import { elementId } from '../context';
import { boxProps, Labelled } from '../frames';

/** The counter is updated at each key press, and announced only when little is left. */
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
      <Counter id={limitId} left={field.maxLength - Array.from(text.trim()).length} limit={field.maxLength} />
    </Labelled>
  );
}

function Counter({ id, left, limit }: { id: string; left: number; limit: number }) {
  const counter = left < 0 ? t('form.counter.over', { count: -left }) : t('form.counter.left', { count: left });
  return (
    <>
      <span id={id} class="sr-only">
        {t('form.counter.limit', { limit })}
      </span>
      <span class={`form-hint character-limit ${left < 0 ? 'limit-exceeded' : ''}`} aria-hidden="true">
        {counter}
      </span>
      <span class="sr-only" aria-live="polite">
        {left <= SPEAKS_AT ? counter : ''}
      </span>
    </>
  );
}

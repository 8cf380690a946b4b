/** A control that is brought when a form has it. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../texts';
import type { Control, FieldOf } from '../../definition';
import type { ControlComponent, ControlProps } from '../context';
import { Grouped } from '../frames';
import type * as seldom from './seldom';

type Seldom = typeof seldom;

const parts = signal<Seldom | undefined>(undefined);
const hasFailed = signal(false);

/** Asks for all of them. Never rejects. */
export async function bringSeldom(): Promise<void> {
  if (parts.peek()) return;
  hasFailed.value = false;
  try {
    parts.value = await import('./seldom');
  } catch (failure) {
    console.error(failure);
    hasFailed.value = true;
  }
}

export function brought<C extends Control>(name: keyof Seldom): ControlComponent<C> {
  return function Brought(props: ControlProps<FieldOf<C>>) {
    useEffect(() => void bringSeldom(), []);
    const Component = parts.value?.[name] as ControlComponent<C> | undefined;
    if (Component) return <Component {...props} />;
    // Its place is there, so that nothing moves far when it comes.
    return (
      <Grouped {...props} class="brought">
        {hasFailed.value && (
          <>
            <p class="register-note register-warning" role="alert">
              {t('form.part.missing')}
            </p>
            <button type="button" class="button button-secondary" onClick={() => location.reload()}>
              {t('store.reload')}
            </button>
          </>
        )}
      </Grouped>
    );
  };
}

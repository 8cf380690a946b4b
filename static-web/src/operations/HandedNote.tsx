import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Alert } from '../frame/Alert';
import { OPERATIONS_PATH } from '../route';
import { session } from '../session';
import { deliveries } from './api';
import { chosenFilter, HANDED_TO_ME } from './chosen-filter';
import { to } from './words';

interface Props {
  /** How often the page was reloaded; the note reloads when it changes. */
  reloadCount?: number;
  /** Lists these deliveries; without it, the link leads to the page *Drift*. */
  onShow?: () => void;
}

/** A note with the number of deliveries that were handed to the operator or team leader. Empty where there are none, or the call fails. */
export function HandedNote({ reloadCount = 0, onShow }: Props) {
  const count = useSignal(0);
  useEffect(() => {
    let isLatest = true;
    const show = (handed: number) => {
      if (isLatest) count.value = handed;
    };
    countHanded().then(show, () => show(0));
    return () => {
      isLatest = false;
    };
  }, [reloadCount]);
  if (count.value === 0) return null;
  const show = (event: Event) => {
    if (onShow) event.preventDefault();
    chosenFilter.value = HANDED_TO_ME;
    onShow?.();
  };
  return (
    <Alert tone="info" icon="person">
      <p>
        {to(count.value === 1 ? 'handed.one' : 'handed.some', { count: count.value })}{' '}
        <a href={OPERATIONS_PATH} onClick={show}>
          {to('handed.show')}
        </a>
      </p>
    </Alert>
  );
}

async function countHanded(): Promise<number> {
  const { items, total } = await deliveries(HANDED_TO_ME, null, 1);
  const { value } = session;
  // A server of the previous release ignores the filter, and would count all deliveries.
  return items.every(({ assigned }) => value.state === 'signed-in' && assigned === value.name) ? total : 0;
}

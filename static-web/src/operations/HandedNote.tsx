import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Alert } from '../frame/Alert';
import { OPERATIONS_PATH } from '../route';
import { session } from '../session';
import { deliveries } from './api';
import { chosenFilter, HANDED_TO_ME } from './chosen-filter';
import { to } from './words';

interface Props {
  /** Counted up by each reload of the page. */
  reloadCount?: number;
  /** Shows them; without it, the link leads to the page that does. */
  onShow?: () => void;
}

/** Tells an operator or a team leader how many deliveries were handed to them; nothing where there are none, or nobody knows. */
export function HandedNote({ reloadCount = 0, onShow }: Props) {
  const count = useSignal(0);
  useEffect(() => {
    countHanded().then(
      (handed) => (count.value = handed),
      () => (count.value = 0),
    );
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
  // A server of the release before takes no notice of whom they were handed to.
  return items.every(({ assigned }) => value.state === 'signed-in' && assigned === value.name) ? total : 0;
}

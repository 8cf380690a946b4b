import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { Icon } from '../icons';
import { isOperator } from '../session';
import { formatTime, t } from '../texts';
import { NO_FILTER, overview, type Filter, type ShownOverview } from './api';
import { DeliveryList } from './DeliveryList';
import { Piles } from './Piles';
import { Poison } from './Poison';
import { Targets } from './Targets';
import { to } from './words';

/** How much waits where, and which ones. A team leader sees the team's deliveries alone. */
export function BoardPage() {
  const board = useSignal<ShownOverview | undefined>(undefined);
  const failure = useSignal<unknown>(undefined);
  const filter = useSignal<Filter>(NO_FILTER);
  const asked = useSignal(0);
  const load = async () => {
    failure.value = undefined;
    asked.value += 1;
    if (!isOperator.peek()) return;
    try {
      board.value = await overview();
    } catch (reason) {
      failure.value = reason;
    }
  };
  useEffect(() => void load(), []);
  const seen = board.value;
  const show = (wanted: Filter) => {
    filter.value = wanted;
    document.getElementById('deliveries')?.scrollIntoView();
  };
  return (
    <div class="page">
      <a class="back-link" href="/">
        <Icon name="back" />
        {t('app.back')}
      </a>
      <h1>{to('page.title')}</h1>
      <p class="lead">{to(isOperator.value ? 'page.lead' : 'page.lead.team')}</p>
      <div class="actions">
        <button type="button" class="button button-secondary" onClick={() => void load()}>
          {to('page.refresh')}
        </button>
        {seen && <span class="muted">{to('page.asked', { time: formatTime(seen.time) })}</span>}
      </div>
      {failure.value !== undefined && <Failure failure={failure.value} onRetry={() => void load()} />}
      {isOperator.value && !seen && failure.value === undefined && <Loading />}
      {seen && (
        <>
          <Piles board={seen} onShow={show} />
          <Targets board={seen} onChanged={() => void load()} />
          <Poison board={seen} onChanged={() => void load()} />
        </>
      )}
      {asked.value > 0 && (
        <DeliveryList
          filter={filter.value}
          board={seen}
          asked={asked.value}
          onFilter={(wanted) => (filter.value = wanted)}
          onMoved={() => void load()}
        />
      )}
    </div>
  );
}

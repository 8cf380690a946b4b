import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Failure } from '../frame/Failure';
import { Loading } from '../frame/Loading';
import { Icon } from '../icons';
import { useLatestAnswer } from '../latest-answer';
import { isOperator } from '../session';
import { formatTime, t } from '../texts';
import { overview, type Filter, type ShownOverview } from './api';
import { chosenFilter, HANDED_TO_ME } from './chosen-filter';
import { DeliveryList } from './DeliveryList';
import { HandedNote } from './HandedNote';
import { Piles } from './Piles';
import { Poison } from './Poison';
import { Targets } from './Targets';
import { to } from './words';

/** The page *Drift*: counts by state and receiver, and the list of deliveries. A team leader sees the list of the team's alone. */
export function BoardPage() {
  const { board, failure, reloadCount, load: onChanged } = useBoard();
  const show = (newFilter: Filter) => {
    chosenFilter.value = newFilter;
    const heading = document.getElementById('deliveries');
    heading?.scrollIntoView();
    // The next Tab continues in the list.
    heading?.focus({ preventScroll: true });
  };
  return (
    <div class="page">
      <BoardHeading board={board} onRefresh={onChanged} />
      {failure !== undefined && <Failure failure={failure} onRetry={onChanged} />}
      {reloadCount > 0 && failure === undefined && (
        <HandedNote reloadCount={reloadCount} onShow={() => show(HANDED_TO_ME)} />
      )}
      {isOperator.value && !board && failure === undefined && <Loading />}
      {board && (
        <>
          <Piles board={board} onShow={show} />
          <Targets board={board} onChanged={onChanged} />
          <Poison board={board} onChanged={onChanged} />
        </>
      )}
      {reloadCount > 0 && (
        <DeliveryList
          filter={chosenFilter.value}
          board={board}
          reloadCount={reloadCount}
          isFailureShown={failure !== undefined}
          onFilter={(newFilter) => (chosenFilter.value = newFilter)}
          onMoved={onChanged}
        />
      )}
    </div>
  );
}

/**
 * The overview as the server last sent it, for operators only. `reloadCount` counts the reloads of the page, for everybody.
 */
function useBoard() {
  const { answer: board, failure, load: follow } = useLatestAnswer<ShownOverview>();
  const reloadCount = useSignal(0);
  const load = () => {
    reloadCount.value += 1;
    if (isOperator.peek()) void follow(overview());
  };
  useEffect(load, []);
  return { board: board.value, failure: failure.value, reloadCount: reloadCount.value, load };
}

interface HeadingProps {
  board: ShownOverview | undefined;
  onRefresh: () => void;
}

function BoardHeading({ board, onRefresh }: HeadingProps) {
  return (
    <>
      <a class="back-link" href="/">
        <Icon name="back" />
        {t('app.back')}
      </a>
      <h1>{to('page.title')}</h1>
      <p class="lead">{to(isOperator.value ? 'page.lead' : 'page.lead.team')}</p>
      <div class="actions board-actions">
        <button type="button" class="button button-secondary" onClick={onRefresh}>
          {to('page.refresh')}
        </button>
        {board && <span class="muted">{to('page.asked', { time: formatTime(board.time) })}</span>}
      </div>
    </>
  );
}

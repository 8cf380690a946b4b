import { Icon, type IconName } from '../icons';
import { STATUS } from '../status';
import type { Status } from '../api';
import { NO_FILTER, type Filter, type ShownOverview, type ShownPile } from './api';
import { age, appName, stateName, targetName, to } from './words';

interface Props {
  board: ShownOverview;
  onShow: (filter: Filter) => void;
}

/** Counts by state, receiver and app, with the oldest and the last day's trend; each shows its own deliveries. */
export function Piles({ board, onShow }: Props) {
  const now = new Date(board.time);
  const piles = board.piles.filter(
    (pile) => pile.status !== 'closed' && (pile.count > 0 || trendOf(pile).some(Boolean)),
  );
  return (
    <section aria-labelledby="piles">
      <h2 id="piles" class="h4 list-heading">
        {to('piles.title')}
      </h2>
      {piles.length === 0 && <p class="muted">{to('piles.none')}</p>}
      <ul class="entries piles no-max-width">
        {piles.map((pile) => (
          <li key={`${pile.status}/${pile.target}/${pile.app}`} class="pile">
            <button
              type="button"
              class="pile-show"
              onClick={() => onShow({ ...NO_FILTER, status: pile.status, target: pile.target, app: pile.app })}
            >
              <span class="pile-count">{pile.count}</span>
              <StateBadge status={pile.status} />
              <span class="sr-only">{to('piles.show', { target: targetName(pile.target), app: appName(pile) })}</span>
            </button>
            <span class="pile-where">
              {targetName(pile.target)} · {appName(pile)}
            </span>
            <span class="muted">{pile.since && `${to('piles.oldest')} ${age(pile.since, now)}`}</span>
            <Trend pile={pile} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function StateBadge({ status }: { status: Status }) {
  const { tone, icon }: { tone: string; icon: IconName } = STATUS[status];
  return (
    <span class={`status status-${tone}`} data-status={status}>
      <Icon name={icon} />
      {stateName(status)}
    </span>
  );
}

const WIDTH = 5;
const HEIGHT = 24;

/** The counts of the past hours, then the count now; `null` for an hour without a count. */
function trendOf(pile: ShownPile): (number | null)[] {
  return [...pile.hours, pile.count];
}

/** The trend in words, with small bars that show the same by their height. */
function Trend({ pile }: { pile: ShownPile }) {
  const counts = trendOf(pile);
  const highest = Math.max(1, ...counts.map((count) => count ?? 0));
  return (
    <span class="pile-trend">
      <svg
        class="pile-bars"
        viewBox={`0 0 ${counts.length * WIDTH} ${HEIGHT}`}
        width={counts.length * WIDTH}
        height={HEIGHT}
        aria-hidden="true"
        focusable="false"
      >
        {counts.map((count, hour) => {
          const height = count === null ? 1 : Math.max(1, Math.round((count / highest) * HEIGHT));
          return <rect key={hour} x={hour * WIDTH} y={HEIGHT - height} width={WIDTH - 1} height={height} />;
        })}
      </svg>
      <span class="muted">
        {to('piles.trend')}: {inWords(pile)}
      </span>
    </span>
  );
}

function inWords(pile: ShownPile): string {
  const before = pile.hours.find((count) => count !== null);
  const now = pile.count;
  if (before === undefined || before === null) return to('trend.unknown');
  if (before === now) return to('trend.same', { now });
  return to(before < now ? 'trend.more' : 'trend.less', { before, now });
}

/** The calls of the operators' pages. */
import { call, type How } from '../api';
import type {
  Moves,
  ListedDelivery,
  ShownAnswers,
  ShownEmptied,
  ShownHelpers,
  ShownHold,
  ShownLine,
  ShownLinePage,
  ShownMove,
  ShownMoves,
  ShownOverview,
  ShownTaken,
  ShownTakenLine,
} from '../generated/api';

export type {
  ListedDelivery,
  ShownLine,
  ShownMove,
  ShownOverview,
  ShownPile,
  ShownTaken,
  ShownTakenLine,
} from '../generated/api';

/** The filter; empty members filter nothing. */
export interface Filter {
  status: string;
  target: string;
  app: string;
  /** `me`: only what was handed to whoever asks. */
  assigned: string;
}

export const NO_FILTER: Filter = { status: '', target: '', app: '', assigned: '' };

/** How many deliveries one call moves. */
export const MOVED_AT_ONCE = 50;

export type ActName = Moves['act'];

/** What to do with one or several deliveries, and what it needs. */
export interface Doing {
  act: ActName;
  reason?: string;
  receipt?: string;
  to?: string;
}

/** A delivery as it was seen: one that has changed since is not moved. */
export type Name = Pick<ListedDelivery, 'person' | 'id' | 'target' | 'etag'>;

export const overview = async (how: How = {}): Promise<ShownOverview> => ({
  // A server of the release before does not tell of these.
  ...{ canBeAsked: [], unmatched: [] },
  ...(await call<ShownOverview>('GET', '/operations', undefined, how)),
});

export function deliveries(filter: Filter, after: string | null, limit: number, how: How = {}) {
  const { assigned, ...others } = filter;
  const params = new URLSearchParams({ ...others, limit: String(limit), after: after ?? '' });
  if (assigned) params.set('assigned', assigned);
  return call<ShownLinePage>('GET', `/operations/deliveries?${params}`, undefined, how);
}

export const delivery = (place: string) => call<ShownLine>('GET', `/operations/deliveries/${place}`);

export const readAnswers = (place: string, reason: string) =>
  call<ShownAnswers>('POST', `/operations/deliveries/${place}/answers`, { reason });

export const move = (names: readonly Name[], { act, reason, receipt, to }: Doing) =>
  call<ShownMoves>('POST', '/operations/moves', {
    act,
    deliveries: names.map(({ person, id, target, etag }) => ({ person, id, target, etag })),
    reason: reason || null,
    receipt: receipt || null,
    to: to || null,
  });

export const helpers = () => call<ShownHelpers>('GET', '/operations/helpers').then(({ items }) => items);

export const hold = (target: string, reason: string) =>
  call<ShownHold>('POST', `/operations/targets/${encodeURIComponent(target)}/hold`, { reason });

/** `since`: since when it was held, as it was seen. */
export const release = (target: string, since: string) =>
  call<void>('POST', `/operations/targets/${encodeURIComponent(target)}/release`, { since });

/** What a target took on a day, `YYYY-MM-DD`. */
export const taken = (target: string, day: string) =>
  call<ShownTaken>('GET', `/operations/targets/${encodeURIComponent(target)}/taken?${new URLSearchParams({ day })}`);

/** Asks a target what it has of a day's deliveries; at most half a minute. */
export const reconcile = (target: string, day: string) =>
  call<ShownTaken>('POST', `/operations/targets/${encodeURIComponent(target)}/reconcile`, { day });

export const explain = (target: string, { person, id }: ShownTakenLine, day: string, reason: string) =>
  call<void>(
    'POST',
    `/operations/targets/${encodeURIComponent(target)}/taken/${[person, id].map(encodeURIComponent).join('/')}/explain`,
    { day, reason },
  );

export const emptyPoison = () => call<ShownEmptied>('POST', '/operations/poison/empty', {}).then(({ items }) => items);

/** A delivery's place in the addresses of the page and the API. */
export const placeOf = ({ person, id, target }: Omit<Name, 'etag'>): string =>
  [person, id, target].map(encodeURIComponent).join('/');

/** The result of a move; `isLate`: it came or changed after the list was read, and was not moved. */
export type Outcome = Pick<ShownMove, 'person' | 'id' | 'target' | 'etag' | 'problem' | 'happened'> & { isLate?: true };

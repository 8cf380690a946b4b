/** The calls of the operators' pages. */
import { call, type CallOptions } from '../api';
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

/** Which deliveries the list shows; an empty member means all. */
export interface Filter {
  status: string;
  target: string;
  app: string;
  /** `me`: only what was handed to whoever asks. */
  assigned: string;
}

export const NO_FILTER: Filter = { status: '', target: '', app: '', assigned: '' };

export type ActName = Moves['act'];

/** An act on one or several deliveries, with the reason, receipt or receiving person (`to`) that it needs. */
export interface MoveRequest {
  act: ActName;
  reason?: string;
  receipt?: string;
  to?: string;
}

/** Names a delivery in the state that the operator saw (`etag`). The server does not move one that has changed since. */
export type DeliveryRef = Pick<ListedDelivery, 'person' | 'id' | 'target' | 'etag'>;

export const overview = async (options: CallOptions = {}): Promise<ShownOverview> => ({
  // A server of the previous release does not send these.
  ...{ canBeAsked: [], unmatched: [] },
  ...(await call<ShownOverview>('GET', '/operations', undefined, options)),
});

export function deliveries(filter: Filter, after: string | null, limit: number, options: CallOptions = {}) {
  const { assigned, ...otherFilters } = filter;
  const params = new URLSearchParams({ ...otherFilters, limit: String(limit), after: after ?? '' });
  if (assigned) params.set('assigned', assigned);
  return call<ShownLinePage>('GET', `/operations/deliveries?${params}`, undefined, options);
}

export const delivery = (place: string) => call<ShownLine>('GET', `/operations/deliveries/${place}`);

export const readAnswers = (place: string, reason: string) =>
  call<ShownAnswers>('POST', `/operations/deliveries/${place}/answers`, { reason });

export const move = (refs: readonly DeliveryRef[], { act, reason, receipt, to }: MoveRequest) =>
  call<ShownMoves>('POST', '/operations/moves', {
    act,
    deliveries: refs.map(({ person, id, target, etag }) => ({ person, id, target, etag })),
    reason: reason || null,
    receipt: receipt || null,
    to: to || null,
  });

export const helpers = () => call<ShownHelpers>('GET', '/operations/helpers').then(({ items }) => items);

export const hold = (target: string, reason: string) =>
  call<ShownHold>('POST', `/operations/targets/${encodeURIComponent(target)}/hold`, { reason });

/** Lets deliveries to a target go out again. `since`: when the hold began, so that a newer hold is not ended. */
export const release = (target: string, since: string) =>
  call<void>('POST', `/operations/targets/${encodeURIComponent(target)}/release`, { since });

/** The deliveries that a target accepted on a day, `YYYY-MM-DD`. */
export const loadTaken = (target: string, day: string) =>
  call<ShownTaken>('GET', `/operations/targets/${encodeURIComponent(target)}/taken?${new URLSearchParams({ day })}`);

/** Lets the server ask a target which of a day's deliveries it has. Takes at most half a minute. */
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
export const placeOf = ({ person, id, target }: Omit<DeliveryRef, 'etag'>): string =>
  [person, id, target].map(encodeURIComponent).join('/');

/** The result for one delivery. `isLate`: it came or changed after the list was read, and was not moved. */
export type Outcome = Pick<ShownMove, 'person' | 'id' | 'target' | 'etag' | 'problem' | 'happened'> & { isLate?: true };

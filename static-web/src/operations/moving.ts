/** Moves many deliveries in calls of fifty. Shows the progress and which were not moved, and can be stopped. */
import limits from '../../../shared/contract/limits.json';
import { signal } from '@preact/signals';
import { onNextPerson } from '../next-person';
import {
  deliveries,
  move,
  type MoveRequest,
  type Filter,
  type ListedDelivery,
  type DeliveryRef,
  type Outcome,
} from './api';

export interface Progress {
  request: MoveRequest;
  total: number;
  done: number;
  moved: readonly DeliveryRef[];
  failed: readonly Outcome[];
  isOver: boolean;
  failure?: unknown;
}

/** The move in progress, or the last one until it is dismissed. */
export const progress = signal<Progress | undefined>(undefined);

let stopped = false;
/** The number of the last run. One that another person's sign-in has left behind goes no further, and shows nothing any more. */
let lastRun = 0;

onNextPerson(() => {
  lastRun += 1;
  progress.value = undefined;
});

/** Stops after the present call. Deliveries that are already moved stay moved; the others are unchanged. */
export function stop(): void {
  stopped = true;
}

/** Moves the deliveries that were chosen one by one. */
export const moveChosen = (refs: readonly DeliveryRef[], request: MoveRequest): Promise<void> =>
  run(request, refs.length, inParts(refs));

/**
 * Moves all deliveries that match the filter, including those not shown. `readAt`: when the list was read, RFC 3339; a delivery that
 * came or changed after that is not moved, since the operator did not choose it.
 */
export const moveMatching = (filter: Filter, total: number, readAt: string, request: MoveRequest): Promise<void> =>
  run(request, total, pages(filter), readAt);

type Batch = readonly (DeliveryRef & Partial<Pick<ListedDelivery, 'since'>>)[];

async function run(request: MoveRequest, total: number, batches: AsyncIterable<Batch>, readAt?: string): Promise<void> {
  stopped = false;
  const ownRun = ++lastRun;
  const show = (value: Progress) => {
    if (ownRun === lastRun) progress.value = value;
  };
  // A moved delivery that still matches the filter comes again on a later page, with a new time.
  const handled = new Set<string>();
  let running: Progress = { request, total, done: 0, moved: [], failed: [], isOver: false };
  show(running);
  try {
    for await (const batch of batches) {
      const notYetHandled = batch.filter((delivery) => !handled.has(keyOf(delivery)));
      notYetHandled.forEach((delivery) => handled.add(keyOf(delivery)));
      // oxlint-disable-next-line no-await-in-loop -- each call is bounded, and the next one begins when it has ended
      running = afterBatch(running, notYetHandled.length, await moveBatch(notYetHandled, request, readAt));
      show(running);
      if (stopped || ownRun !== lastRun) break;
    }
    show({ ...running, isOver: true });
  } catch (failure) {
    show({ ...running, isOver: true, failure });
  }
}

/** Moves those of a batch that have not changed since the list was read. */
async function moveBatch(batch: Batch, request: MoveRequest, readAt?: string): Promise<readonly Outcome[]> {
  const isLate = ({ since }: Batch[number]) => readAt !== undefined && since !== undefined && since > readAt;
  const toMove = batch.filter((delivery) => !isLate(delivery));
  const items = toMove.length > 0 ? (await move(toMove, request)).items : [];
  return [...items, ...batch.filter(isLate).map(asLate)];
}

const isFailed = ({ problem, isLate }: Outcome) => Boolean(problem ?? isLate);

const afterBatch = (before: Progress, count: number, outcomes: readonly Outcome[]): Progress => ({
  ...before,
  done: before.done + count,
  moved: [...before.moved, ...outcomes.filter((outcome) => !isFailed(outcome))],
  failed: [...before.failed, ...outcomes.filter(isFailed)],
});

const asLate = (ref: DeliveryRef): Outcome => ({ ...ref, problem: null, happened: null, isLate: true });

const keyOf = ({ person, id, target }: DeliveryRef) => JSON.stringify([person, id, target]);

async function* inParts(names: readonly DeliveryRef[]): AsyncGenerator<readonly DeliveryRef[]> {
  for (let first = 0; first < names.length; first += limits.movesACall)
    yield names.slice(first, first + limits.movesACall);
}

/** The deliveries that match, a page at a time. The cursor continues after the last delivery of a page, so none comes twice. */
async function* pages(filter: Filter): AsyncGenerator<readonly ListedDelivery[]> {
  let after: string | null = null;
  do {
    // oxlint-disable-next-line no-await-in-loop -- the next page begins where this one ends
    const page: Awaited<ReturnType<typeof deliveries>> = await deliveries(filter, after, limits.movesACall);
    if (page.items.length > 0) yield page.items;
    after = page.next;
  } while (after !== null);
}

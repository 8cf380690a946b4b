/** Moves many deliveries in calls of fifty. Shows the progress and which were not moved, and can be stopped. */
import limits from '../../../shared/contract/limits.json';
import { effect, signal } from '@preact/signals';
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
  /** Goes on with the rest, after a stop or a call that failed; undefined where nothing is left. */
  resume?: (() => Promise<void>) | undefined;
}

/** The move in progress, or the last one until it is dismissed. */
export const progress = signal<Progress | undefined>(undefined);

/** The browser asks, with a text of its own, before it leaves the page: what is not moved yet would stay. */
const askBeforeLeaving = (event: BeforeUnloadEvent) => event.preventDefault();

effect(() => {
  if (progress.value?.isOver === false) addEventListener('beforeunload', askBeforeLeaving);
  else removeEventListener('beforeunload', askBeforeLeaving);
});

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
  begin(request, refs.length, inParts(refs));

/**
 * Moves all deliveries that match the filter, including those not shown. `readAt`: when the list was read, RFC 3339; a delivery that
 * came or changed after that is not moved, since the operator did not choose it.
 */
export const moveMatching = (filter: Filter, total: number, readAt: string, request: MoveRequest): Promise<void> =>
  begin(request, total, pages(filter), readAt);

type Batch = readonly (DeliveryRef & Partial<Pick<ListedDelivery, 'since'>>)[];

/** Batches of deliveries, one after the other: `read` gives the same one until it is `done`, and an empty one after the last. */
interface Batches {
  read: () => Promise<Batch>;
  done: () => void;
}

function begin(request: MoveRequest, total: number, batches: Batches, readAt?: string): Promise<void> {
  // A moved delivery that still matches the filter comes again on a later page, with a new time.
  const handled = new Set<string>();
  const nextBatch = async (): Promise<{ count: number; outcomes: readonly Outcome[] } | undefined> => {
    const batch = await batches.read();
    if (batch.length === 0) return undefined;
    const notYetHandled = batch.filter((delivery) => !handled.has(keyOf(delivery)));
    const outcomes = await moveBatch(notYetHandled, request, readAt);
    notYetHandled.forEach((delivery) => handled.add(keyOf(delivery)));
    batches.done();
    return { count: notYetHandled.length, outcomes };
  };
  const run = async (before: Progress): Promise<void> => {
    stopped = false;
    const ownRun = ++lastRun;
    let running = before;
    const show = (change: Partial<Progress>) => {
      running = { ...running, ...change };
      if (ownRun === lastRun) progress.value = running;
    };
    const resume = () => run({ ...running, isOver: false, failure: undefined, resume: undefined });
    show({});
    try {
      while (!stopped && ownRun === lastRun) {
        // oxlint-disable-next-line no-await-in-loop -- each call is bounded, and the next one begins when it has ended
        const batch = await nextBatch();
        if (!batch) return show({ isOver: true });
        show(afterBatch(running, batch.count, batch.outcomes));
      }
      return show({ isOver: true, resume });
    } catch (failure) {
      return show({ isOver: true, failure, resume });
    }
  };
  return run({ request, total, done: 0, moved: [], failed: [], isOver: false });
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

function inParts(names: readonly DeliveryRef[]): Batches {
  let first = 0;
  return {
    read: () => Promise.resolve(names.slice(first, first + limits.movesACall)),
    done: () => (first += limits.movesACall),
  };
}

/** The deliveries that match, a page at a time. The cursor continues after the last delivery of a page, so none comes twice. */
function pages(filter: Filter): Batches {
  let after: string | null = null;
  let isLast = false;
  let next: string | null = null;
  const done = () => {
    after = next;
    isLast = next === null;
  };
  const read = async () => {
    while (!isLast) {
      // oxlint-disable-next-line no-await-in-loop -- the next page begins where this one ends
      const page = await deliveries(filter, after, limits.movesACall);
      next = page.next;
      if (page.items.length > 0) return page.items;
      done();
    }
    return [];
  };
  return { read, done };
}

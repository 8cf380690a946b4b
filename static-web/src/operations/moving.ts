/** Does the same with many deliveries, fifty a call, with progress, what was not done, and a way to stop. */
import { signal } from '@preact/signals';
import {
  deliveries,
  move,
  MOVED_AT_ONCE,
  type Doing,
  type Filter,
  type ListedDelivery,
  type Name,
  type Outcome,
} from './api';

export interface Progress {
  doing: Doing;
  total: number;
  done: number;
  moved: readonly Name[];
  failed: readonly Outcome[];
  isOver: boolean;
  failure?: unknown;
}

/** The move in progress, or the last one until it is dismissed. */
export const progress = signal<Progress | undefined>(undefined);

let stopped = false;

/** Stops after the present call: what is done is done, and the rest is unchanged. */
export function stop(): void {
  stopped = true;
}

/** Moves the deliveries that were chosen one by one. */
export const moveThese = (names: readonly Name[], doing: Doing): Promise<void> =>
  run(doing, names.length, inParts(names));

/**
 * Moves all deliveries that match the filter, including those not shown. `seen`: when the list was read, RFC 3339; what came or
 * changed after that was not meant, and stays as it is.
 */
export const moveAll = (filter: Filter, total: number, seen: string, doing: Doing): Promise<void> =>
  run(doing, total, pages(filter), seen);

async function run(
  doing: Doing,
  total: number,
  parts: AsyncIterable<readonly (Name & Partial<Pick<ListedDelivery, 'since'>>)[]>,
  seen?: string,
): Promise<void> {
  stopped = false;
  // What was moved is in the list again with a new time, where it still matches.
  const handled = new Set<string>();
  let running: Progress = { doing, total, done: 0, moved: [], failed: [], isOver: false };
  progress.value = running;
  try {
    for await (const listed of parts) {
      const part = listed.filter((each) => !handled.has(keyOf(each)));
      part.forEach((each) => handled.add(keyOf(each)));
      const late = part.filter(({ since }) => seen !== undefined && since !== undefined && since > seen);
      const meant = part.filter((each) => !late.includes(each));
      // oxlint-disable-next-line no-await-in-loop -- each call is bounded, and the next one begins when it has ended
      const items = meant.length > 0 ? (await move(meant, doing)).items : [];
      running = {
        ...running,
        done: running.done + part.length,
        moved: [...running.moved, ...items.filter(({ problem }) => !problem)],
        failed: [
          ...running.failed,
          ...items.filter(({ problem }) => problem),
          ...late.map((each): Outcome => ({ ...each, problem: null, happened: null, isLate: true })),
        ],
      };
      progress.value = running;
      if (stopped) break;
    }
    progress.value = { ...running, isOver: true };
  } catch (failure) {
    progress.value = { ...running, isOver: true, failure };
  }
}

const keyOf = ({ person, id, target }: Name) => JSON.stringify([person, id, target]);

async function* inParts(names: readonly Name[]): AsyncGenerator<readonly Name[]> {
  for (let first = 0; first < names.length; first += MOVED_AT_ONCE) yield names.slice(first, first + MOVED_AT_ONCE);
}

/** Page by page: the cursor continues from the last delivery's place, so one that stays there is not met twice. */
async function* pages(filter: Filter): AsyncGenerator<readonly ListedDelivery[]> {
  let after: string | null = null;
  do {
    // oxlint-disable-next-line no-await-in-loop -- the next page begins where this one ends
    const page: Awaited<ReturnType<typeof deliveries>> = await deliveries(filter, after, MOVED_AT_ONCE);
    if (page.items.length > 0) yield page.items;
    after = page.next;
  } while (after !== null);
}

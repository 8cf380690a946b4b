/** A search on the server, a moment after the last key press. Only the answer to the latest search is shown. */
import { batch, signal, type ReadonlySignal } from '@preact/signals';

/** The first hits, and how many there are in all. */
export interface Page<Hit> {
  items: Hit[];
  total: number;
}

export type Found<Hit> =
  { state: 'closed' } | { state: 'searching' } | { state: 'failed' } | { state: 'open'; hits: Hit[]; total: number };

export interface Search<Hit> {
  result: ReadonlySignal<Found<Hit>>;
  /** The index of the hit that the arrow keys have reached, -1 for none. */
  active: ReadonlySignal<number>;
  /** Searches for the typed text; closes the list where `isWorthwhile` is false for it. */
  typed(text: string): void;
  /** Shows hits without a search. */
  show(page: Page<Hit>): void;
  move(steps: number): void;
  close(): void;
}

const WAIT_MS = 300;

function opened<Hit>({ items, total }: Page<Hit>): Found<Hit> {
  return { state: 'open', hits: items, total };
}

const failed = () => ({ state: 'failed' }) as const;

export function createSearch<Hit>(
  answer: (text: string) => Promise<Page<Hit>>,
  isWorthwhile: (text: string) => boolean,
): Search<Hit> {
  const result = signal<Found<Hit>>({ state: 'closed' });
  const active = signal(-1);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = '';

  function publish(next: Found<Hit>): void {
    batch(() => {
      result.value = next;
      active.value = -1;
    });
  }

  async function ask(text: string): Promise<void> {
    publish({ state: 'searching' });
    const next = await answer(text).then(opened, failed);
    if (latest === text) publish(next);
  }
  function typed(text: string): void {
    latest = text.trim();
    clearTimeout(timer);
    if (!isWorthwhile(latest)) publish({ state: 'closed' });
    else timer = setTimeout(() => void ask(latest), WAIT_MS);
  }
  function answerNow(next: Found<Hit>): void {
    latest = '';
    clearTimeout(timer);
    publish(next);
  }
  const show = (page: Page<Hit>) => answerNow(opened(page));
  const close = () => answerNow({ state: 'closed' });
  function move(steps: number): void {
    if (result.value.state === 'open') active.value = stepped(active.value, steps, result.value.hits.length);
  }
  return { result, active, typed, show, move, close };
}

/** The index after some steps down (up, below 0), wrapping around. From -1, down leads to the first and up to the last. */
export function stepped(active: number, steps: number, count: number): number {
  if (count === 0) return -1;
  return active < 0 && steps < 0 ? count - 1 : (active + steps + count) % count;
}

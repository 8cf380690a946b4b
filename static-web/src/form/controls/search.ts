/** Search for a company by name, a moment after the last key. */
import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { searchCompanies, type CompanyHit } from '../../api';

export type Found =
  { state: 'closed' } | { state: 'searching' } | { state: 'failed' } | { state: 'open'; hits: CompanyHit[] };

export interface Search {
  found: ReadonlySignal<Found>;
  /** The place of the hit that the arrow keys have reached, -1 for none. */
  active: ReadonlySignal<number>;
  /** Anything that is no name closes the list. */
  typed(text: string): void;
  move(steps: number): void;
  close(): void;
}

const WAIT_MS = 300;
const SHORTEST = 2;

export function createSearch(): Search {
  const found = signal<Found>({ state: 'closed' });
  const active = signal(-1);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = '';

  function show(next: Found): void {
    batch(() => {
      found.value = next;
      active.value = -1;
    });
  }
  async function ask(text: string): Promise<void> {
    show({ state: 'searching' });
    let next: Found;
    try {
      next = { state: 'open', hits: await searchCompanies(text) };
    } catch {
      next = { state: 'failed' };
    }
    if (latest === text) show(next);
  }
  function typed(text: string): void {
    latest = text.trim();
    clearTimeout(timer);
    if (latest.length < SHORTEST || !/\p{L}/u.test(latest)) show({ state: 'closed' });
    else timer = setTimeout(() => void ask(latest), WAIT_MS);
  }
  function move(steps: number): void {
    if (found.value.state !== 'open') return;
    const count = found.value.hits.length;
    // From none, down leads to the first and up to the last.
    if (count > 0) active.value = active.value < 0 && steps < 0 ? count - 1 : (active.value + steps + count) % count;
  }
  function close(): void {
    latest = '';
    clearTimeout(timer);
    show({ state: 'closed' });
  }
  return { found, active, typed, move, close };
}

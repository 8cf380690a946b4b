import type { ReadonlySignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { announce } from '../announce';
import { registration as fetchRegistration, type Registration, type Summary } from '../api';
import { useLatestAnswer } from '../latest-answer';
import { poll, type Outcome } from '../poll';
import { updateInLists } from '../registrations';
import { isMoving, statusName } from '../status';

const QUICK_MS = 400;
/** Most registrations are delivered within two seconds: ask often for ten seconds, then less and less often. */
const QUICK_ROUNDS = 25;
const SLOWEST_MS = 15_000;

export interface Live {
  registration: ReadonlySignal<Registration | undefined>;
  failure: ReadonlySignal<unknown>;
  refresh: () => void;
  settled: (summary: Summary) => void;
}

/** Fetches a registration, then polls it as long as its status may change without a person's act. */
export function useRegistration(app: string, id: string): Live {
  const { answer: registration, failure, follow: fetchLatest } = useLatestAnswer<Registration>();
  const stop = useRef<() => void>(() => undefined);

  const fetchOnce = async (background: boolean): Promise<Outcome> => {
    const before = registration.peek();
    const isLatest = await fetchLatest(fetchRegistration(app, id, { background }));
    const fetched = registration.peek();
    if (!isLatest || failure.peek() !== undefined || !fetched) return 'same';
    updateInLists(summaryOf(fetched));
    const changed = before !== undefined && before.status !== fetched.status;
    if (changed) announce(statusName(fetched));
    if (!isMoving(fetched.status)) return 'rest';
    return changed ? 'changed' : 'same';
  };
  const follow = useCallback(() => {
    stop.current();
    stop.current = poll(fetchOnce, delay);
  }, [app, id]);
  useEffect(() => {
    follow();
    return () => stop.current();
  }, [follow]);

  const settled = (summary: Summary) => {
    const before = registration.peek();
    if (before) registration.value = { ...before, ...summary, isCorrectable: false };
    updateInLists(summary);
    announce(statusName(summary));
    follow();
  };
  return { registration, failure, refresh: follow, settled };
}

function delay(round: number): number {
  return round < QUICK_ROUNDS ? QUICK_MS : Math.min(QUICK_MS * 1.5 ** (round - QUICK_ROUNDS + 1), SLOWEST_MS);
}

/** The registration without answers and history, as in the list. */
function summaryOf({
  answers: _answers,
  history: _history,
  isCorrectable: _isCorrectable,
  notCpr: _notCpr,
  ...summary
}: Registration): Summary {
  return summary;
}

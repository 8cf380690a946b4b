/** Requests that may overlap, as where a filter is changed before the server has answered: only the latest one counts. */
import { useSignal, type Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';

export interface LatestAnswer<T> {
  /** The last answer that counted. It stays while the next request is under way, and where that fails. */
  answer: Signal<T | undefined>;
  /** Why the latest request failed. It stays until the next answer, unless the page clears it. */
  failure: Signal<unknown>;
  /**
   * Waits for a request, and stores its answer or failure, unless a later request has been followed meanwhile. Never rejects.
   * Returns whether it was the latest.
   */
  follow: (request: Promise<T>) => Promise<boolean>;
  /** Follows a request that a person has made, which removes the previous failure at once. */
  load: (request: Promise<T>) => Promise<boolean>;
}

/** What the latest of several requests was answered, or why it failed. */
export function useLatestAnswer<T>(): LatestAnswer<T> {
  const answer = useSignal<T | undefined>(undefined);
  const failure = useSignal<unknown>(undefined);
  const latestRequest = useRef<Promise<T> | undefined>(undefined);
  const follow = async (request: Promise<T>) => {
    latestRequest.current = request;
    const isLatest = () => latestRequest.current === request;
    try {
      const answered = await request;
      if (!isLatest()) return false;
      answer.value = answered;
      failure.value = undefined;
    } catch (reason) {
      if (!isLatest()) return false;
      failure.value = reason;
    }
    return true;
  };
  const load = (request: Promise<T>) => {
    failure.value = undefined;
    return follow(request);
  };
  return { answer, failure, follow, load };
}

/** Sending a registration: once, whatever is tapped, and again by itself while nobody knows whether it arrived. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { Problem, putRegistration, type FieldProblem, type Sent } from '../api';
import type { Progress } from '../attachments/send';
import { personKey, session } from '../session';

export type Sending =
  | { state: 'idle' }
  /** `attachment`: which of those that go before it is on its way. */
  | { state: 'sending'; attachment?: Progress }
  /** The server was not reached, or had no answer of its own: tried again by itself. */
  | { state: 'waiting' }
  | { state: 'signed-out' }
  /** The same id was received with other content. */
  | { state: 'conflict' }
  | { state: 'refused'; problem: Problem };

export interface Sender {
  now: ReadonlySignal<Sending>;
  send(): Promise<void>;
  /** The answers are no longer those that were sent: whatever waits is called off. */
  changed(): void;
  stop(): void;
}

interface Work {
  app: string;
  id: string;
  /** Sends what must be there before the registration: its attachments. */
  before: (tell: (progress: Progress) => void) => Promise<void>;
  content: () => Sent;
  /** Kept as being sent, or as a draft again. */
  mark: (state: 'draft' | 'sending') => Promise<void>;
  onSent: () => Promise<void>;
  onFaults: (problems: readonly FieldProblem[]) => void;
}

const WAITS_MS = [2_000, 5_000, 15_000, 30_000, 60_000];

export function createSender({ app, id, before, content, mark, onSent, onFaults }: Work): Sender {
  const now = signal<Sending>({ state: 'idle' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let stopped = false;
  const person = personKey.peek();

  async function send(): Promise<void> {
    if (stopped || now.peek().state === 'sending') return;
    clearTimeout(timer);
    now.value = { state: 'sending' };
    await mark('sending');
    try {
      await before((attachment) => (now.value = { state: 'sending', attachment }));
      await putRegistration(app, id, content(), { person });
    } catch (failure) {
      await failed(failure);
      return;
    }
    stopped = true;
    await onSent();
  }

  async function failed(failure: unknown): Promise<void> {
    if (!(failure instanceof Problem) || failure.status >= 500 || failure.status === 429) return wait();
    if (failure.status === 401) {
      now.value = { state: 'signed-out' };
      return;
    }
    await mark('draft');
    if (failure.status === 422 && failure.errors.length > 0) {
      now.value = { state: 'idle' };
      onFaults(failure.errors);
    } else {
      now.value = failure.status === 409 ? { state: 'conflict' } : { state: 'refused', problem: failure };
    }
  }

  function wait(): void {
    now.value = { state: 'waiting' };
    if (!stopped) timer = setTimeout(() => void send(), WAITS_MS[Math.min(tries++, WAITS_MS.length - 1)]);
  }

  function changed(): void {
    // While it is on its way nothing can be called off: the answer tells.
    if (now.peek().state === 'idle' || now.peek().state === 'sending') return;
    clearTimeout(timer);
    tries = 0;
    now.value = { state: 'idle' };
    void mark('draft');
  }

  const again = () => {
    if (now.peek().state === 'waiting' && document.visibilityState === 'visible') void send();
  };
  addEventListener('online', again);
  document.addEventListener('visibilitychange', again);
  // Signed in again without leaving the page, as an installed app on iOS does; another person may have taken the phone.
  const unfollow = effect(() => {
    if (session.value.state === 'signed-in' && session.value.key === person && now.peek().state === 'signed-out')
      queueMicrotask(() => void send());
  });
  function stop(): void {
    stopped = true;
    clearTimeout(timer);
    unfollow();
    removeEventListener('online', again);
    document.removeEventListener('visibilitychange', again);
  }
  return { now, send, changed, stop };
}

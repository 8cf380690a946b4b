/** Polls the server: never while the page is hidden, and more slowly while nothing changes. */

/** `changed` restarts the delays, `same` goes on to the next delay, `rest` waits until the person comes back. */
export type Outcome = 'changed' | 'same' | 'rest';

/**
 * Runs `task` at once and then after `delay(round)` milliseconds, until it returns `rest`.
 *
 * Pauses while the page is hidden, and runs at once when it is visible again or the network is back, also after a rest.
 * A task that throws counts as `same`. `background`: the task runs because of a timer or the network, and not because a person has
 * opened the page again. Returns a function that stops.
 */
export function poll(task: (background: boolean) => Promise<Outcome>, delay: (round: number) => number): () => void {
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let over = false;

  const run = async (background: boolean) => {
    if (running || over) return;
    running = true;
    clearTimeout(timer);
    const outcome = await task(background).catch((): Outcome => 'same');
    running = false;
    if (over || outcome === 'rest') return;
    round = outcome === 'changed' ? 0 : round + 1;
    if (document.visibilityState === 'visible') timer = setTimeout(() => void run(true), delay(round));
  };
  const wake = (event: Event) => {
    if (document.visibilityState !== 'visible') return clearTimeout(timer);
    round = 0;
    // A person makes the page visible; the network comes back by itself.
    void run(event.type === 'online');
  };
  const stop = () => {
    over = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
    removeEventListener('online', wake);
  };
  document.addEventListener('visibilitychange', wake);
  addEventListener('online', wake);
  void run(false);
  return stop;
}

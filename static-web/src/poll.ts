/** Asking again and again, politely: never while nobody looks, slower while nothing happens. */

/** `changed` begins the delays anew, `same` goes on to the next delay, `rest` waits for the person to come back. */
export type Outcome = 'changed' | 'same' | 'rest';

/**
 * Runs `task` at once and then after `delay(round)` milliseconds, until it says `rest`. Pauses while the page is hidden and
 * runs at once when it is seen again or the network is back, after a rest too. A task that throws counts as `same`. It is told
 * whether it runs in the background: by the clock, and not since a person has come. Gives the way to stop.
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
    // A network that is back is nobody's doing; a page that is seen again is.
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

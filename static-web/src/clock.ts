/** The time of day for texts such as "3 min. ago", moving on twice a minute while somebody looks. */
import { signal } from '@preact/signals';

export const now = signal(new Date());

const tick = () => {
  if (document.visibilityState === 'visible') now.value = new Date();
};

export function followClock(): () => void {
  const timer = setInterval(tick, 30_000);
  document.addEventListener('visibilitychange', tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}

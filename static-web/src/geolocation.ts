/** The phone's position, if the person lets the browser tell it. */

export type NoPosition = 'denied' | 'unavailable' | 'timeout';

const REASONS: Readonly<Record<number, NoPosition>> = { 1: 'denied', 3: 'timeout' };

/* oxlint-disable typescript/prefer-promise-reject-errors -- a reason of three, which is no fault of the program */
/** The position. Rejects with the reason why there is none. */
export function locate(how: PositionOptions): Promise<GeolocationPosition> {
  return new Promise((resolve, reject: (reason: NoPosition) => void) => {
    const geolocation = navigator.geolocation as Geolocation | undefined;
    if (!geolocation) return reject('unavailable');
    geolocation.getCurrentPosition(resolve, ({ code }) => reject(REASONS[code] ?? 'unavailable'), how);
  });
}

/** Whether it can be asked for without a question to the person. */
export async function mayLocate(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted';
  } catch {
    return false;
  }
}

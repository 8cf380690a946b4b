/** Reads the phone's position, if the person allows it. */

export type NoPosition = 'denied' | 'unavailable' | 'timeout';

const REASONS: Readonly<Record<number, NoPosition>> = { 1: 'denied', 3: 'timeout' };

/* oxlint-disable typescript/prefer-promise-reject-errors -- a reason of three, which is no fault of the program */
/** The phone's position. Rejects with the reason where there is none. */
export function locate(options: PositionOptions): Promise<GeolocationPosition> {
  return new Promise((resolve, reject: (reason: NoPosition) => void) => {
    const geolocation = navigator.geolocation as Geolocation | undefined;
    if (!geolocation) return reject('unavailable');
    geolocation.getCurrentPosition(resolve, ({ code }) => reject(REASONS[code] ?? 'unavailable'), options);
  });
}

/** Whether the position can be read without the browser asking the person. */
export async function mayLocate(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted';
  } catch {
    return false;
  }
}

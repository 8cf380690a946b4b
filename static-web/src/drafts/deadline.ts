/** No wait without an end: the browser's store can stall with neither an answer nor an error. */

/** It took too long. Whether it will be done after all, nobody knows. */
export class Stalled extends Error {
  constructor(what: string, milliseconds: number) {
    super(`${what}: no answer within ${milliseconds} ms`);
    this.name = 'Stalled';
  }
}

/** As `promise`, for that long; afterwards it rejects with `Stalled`, and whatever comes later is nobody's. */
export function within<T>(promise: Promise<T>, milliseconds: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Stalled(what, milliseconds)), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

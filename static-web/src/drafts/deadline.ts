/** Time limits for the browser's store, which can stall with neither a result nor an error. */

/** The time limit was exceeded. The work may still be done later. */
export class Stalled extends Error {
  constructor(what: string, milliseconds: number) {
    super(`${what}: no answer within ${milliseconds} ms`);
    this.name = 'Stalled';
  }
}

/** As `promise`, but rejects with `Stalled` after so many milliseconds; a later result is ignored. */
export function within<T>(promise: Promise<T>, milliseconds: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Stalled(what, milliseconds)), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

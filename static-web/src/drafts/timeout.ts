/** Time limits for the browser's store, which can stall with neither a result nor an error. */

/** The time limit was exceeded. The operation may still complete later. */
export class TimedOut extends Error {
  constructor(operation: string, milliseconds: number) {
    super(`${operation}: no answer within ${milliseconds} ms`);
    this.name = 'TimedOut';
  }
}

/** Settles as `promise` does, but rejects with `TimedOut` after so many milliseconds. `operation` names it in the error. */
export function withTimeout<T>(promise: Promise<T>, milliseconds: number, operation: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimedOut(operation, milliseconds)), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

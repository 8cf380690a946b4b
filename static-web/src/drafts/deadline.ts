/** Time limits for the browser's store, which can stall with neither a result nor an error. */

/** The time limit was exceeded. The operation may still complete later. */
export class Stalled extends Error {
  constructor(operation: string, milliseconds: number) {
    super(`${operation}: no answer within ${milliseconds} ms`);
    this.name = 'Stalled';
  }
}

/** Settles as `promise` does, but rejects with `Stalled` after so many milliseconds. `operation` names it in the error. */
export function withTimeout<T>(promise: Promise<T>, milliseconds: number, operation: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Stalled(operation, milliseconds)), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

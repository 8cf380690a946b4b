/** Runs a walk, and reduces a failing one to fewer steps. */
import { IDBFactory } from 'fake-indexeddb';
import type { Page } from './bundle';
import { Keys } from './cipher';
import { calmDown } from './end';
import { keyOf, PEOPLE } from './server';
import { take, type Taken } from './steps';
import { Walk } from './walk';

export interface Failure {
  error: string;
  /** After how many steps it failed; all of them where the check at the end failed. */
  after: number;
  /** The state after each step, a line each. */
  trace: string[];
}

/** Whether the state is printed after each step. */
const TELLS = process.env['WALK_TELL'] !== undefined;

let keys: Promise<Keys> | undefined;

export async function failureOf(
  seed: number,
  steps: readonly Taken[],
  makePage: () => Page,
): Promise<Failure | undefined> {
  keys ??= Keys.ready(PEOPLE.map((person) => new TextEncoder().encode(keyOf(person))));
  Object.defineProperty(globalThis, 'indexedDB', { value: new IDBFactory(), configurable: true, writable: true });
  const walk = new Walk(seed, makePage);
  walk.begin(await keys);
  let after = 0;
  const trace: string[] = [];
  try {
    walk.openTab();
    await walk.browser.turns(20);
    for (const step of steps) {
      after += 1;
      await take(step, walk);
      trace.push(`${after} ${step.kind}: ${walk.line()}`);
      await walk.hold();
    }
    await calmDown(walk);
    if (TELLS) process.stdout.write(`seed ${seed}: ${JSON.stringify(walk.tally())}\n`);
    return undefined;
  } catch (failure) {
    return { error: String((failure as Error).stack ?? failure), after, trace };
  } finally {
    walk.browser.end();
  }
}

/** Reduces failing steps: drops those after the failure, then pieces, as long as it still fails, with at most `tries` walks. */
export async function fewest(
  seed: number,
  steps: readonly Taken[],
  failure: Failure,
  makePage: () => Page,
  tries: number,
): Promise<[Taken[], Failure]> {
  let [remaining, last] = [steps.slice(0, failure.after), failure];
  for (let size = Math.ceil(remaining.length / 2); size >= 1 && tries > 0; size = Math.floor(size / 2)) {
    for (let start = 0; start < remaining.length && tries > 0;) {
      const fewer = remaining.toSpliced(start, size);
      tries -= 1;
      const stillFails = await failureOf(seed, fewer, makePage);
      if (stillFails) [remaining, last] = [fewer.slice(0, stillFails.after), stillFails];
      else start += size;
    }
  }
  return [remaining, last];
}

/**
 * A random walk of one phone with tabs, two people and a server that is not always there: every registration that was sent is in
 * Fasit once and whole, every draft is whole, and nobody sees another's. `make walk` takes more of them. A walk that fails is
 * told by its seed and the fewest steps that fail.
 */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { stepsOf, take, type Taken } from './steps';
import { Walk } from './walk';

const environment = process.env;
const FIRST = Number(environment['WALK_SEED'] ?? 1);
const SEEDS = Number(environment['WALK_SEEDS'] ?? 2);
const STEPS = Number(environment['WALK_STEPS'] ?? 500);
/** How many walks are spent on finding fewer steps that fail. */
const TRIES = Number(environment['WALK_TRIES'] ?? 30);

interface Failure {
  what: string;
  /** The step after which it did not hold; all of them where it was in the end. */
  after: number;
}

async function failureOf(seed: number, steps: readonly Taken[]): Promise<Failure | undefined> {
  Object.defineProperty(globalThis, 'indexedDB', { value: new IDBFactory(), configurable: true, writable: true });
  const walk = new Walk();
  walk.begin(seed);
  let after = 0;
  try {
    await walk.openTab();
    await walk.browser.turns(20);
    for (const step of steps) {
      after += 1;
      if (process.env['WALK_TELL']) process.stdout.write(`${after} ${step.kind} `);
      await take(step, walk);
      await walk.hold();
    }
    await walk.calmDown();
    if (process.env['WALK_TELL']) process.stdout.write(`${JSON.stringify(walk.tally())}\n`);
    return undefined;
  } catch (failure) {
    return { what: String((failure as Error).stack ?? failure), after };
  } finally {
    walk.browser.end();
  }
}

/** Fewer steps that fail: those up to the failure, with pieces left out as long as it still fails. */
async function fewest(seed: number, steps: readonly Taken[], failure: Failure): Promise<[Taken[], Failure]> {
  let [left, last] = [steps.slice(0, failure.after), failure];
  let tries = TRIES;
  for (let size = Math.ceil(left.length / 2); size >= 1 && tries > 0; size = Math.floor(size / 2)) {
    for (let start = 0; start < left.length && tries > 0;) {
      const fewer = left.toSpliced(start, size);
      tries -= 1;
      const shorter = await failureOf(seed, fewer);
      if (shorter) [left, last] = [fewer.slice(0, shorter.after), shorter];
      else start += size;
    }
  }
  return [left, last];
}

test.each(Array.from({ length: SEEDS }, (_, number) => FIRST + number))(
  'seed %i',
  { timeout: 3_600_000 },
  async (seed) => {
    const steps = stepsOf(seed, STEPS);
    const failure = await failureOf(seed, steps);
    if (!failure) return;
    const [few, last] = await fewest(seed, steps, failure);
    const report = `seed ${seed}, after step ${failure.after}: ${failure.what}`;
    expect.fail(`${report}\n\n${few.length} steps fail: ${few.map(({ kind }) => kind).join(', ')}\n${last.what}`);
  },
);

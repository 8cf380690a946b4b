/**
 * Random walks of a phone with several tabs, two persons and an unreliable server. Every sent registration must be complete in Fasit, once;
 * every draft must be complete; and no person may see another's. `make walk` runs more walks. A failure shows the seed, and the fewest
 * steps that fail with the state after each.
 */
import 'fake-indexeddb/auto';
import { beforeAll, expect, test } from 'vitest';
import { pageMaker, type Page } from './bundle';
import { failureOf, fewest } from './run';
import { stepsOf } from './steps';

const environment = process.env;
const FIRST = Number(environment['WALK_SEED'] ?? 1);
const SEEDS = Number(environment['WALK_SEEDS'] ?? 2);
const STEPS = Number(environment['WALK_STEPS'] ?? 500);
/** How many walks may be run to reduce the steps of a failure. */
const TRIES = Number(environment['WALK_TRIES'] ?? 60);

let makePage: () => Page;

beforeAll(async () => {
  makePage = await pageMaker();
}, 300_000);

test.each(Array.from({ length: SEEDS }, (_, number) => FIRST + number))(
  'seed %i',
  { timeout: 3_600_000 },
  async (seed) => {
    const steps = stepsOf(seed, STEPS);
    const failure = await failureOf(seed, steps, makePage);
    if (!failure) return;
    const [few, last] = await fewest(seed, steps, failure, makePage, TRIES);
    const where = `seed ${seed}, after step ${failure.after}: ${failure.error}`;
    expect.fail(`${where}\n\n${few.length} steps fail: ${last.error}\n${last.trace.slice(-40).join('\n')}`);
  },
);

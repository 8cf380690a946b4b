/**
 * A random walk of one phone with tabs, two people and a server that is not always there: every registration that was sent is in
 * Fasit once and whole, every draft is whole, and nobody sees another's. `make walk` takes more of them. A walk that fails is
 * told by its seed and the fewest steps that fail, with what stood where after each.
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
/** How many walks are spent on finding fewer steps that fail. */
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

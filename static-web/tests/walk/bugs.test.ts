/** The walk finds each bug that is planted in the product, within so many walks. Run by `make walk-bugs`. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { BUGS } from './bugs';
import { pageMaker } from './bundle';
import { failureOf } from './run';
import { stepsOf } from './steps';

const STEPS = 500;
/** Within how many seeds a bug must be found. */
const WITHIN = Number(process.env['WALK_WITHIN'] ?? 10);

test.skipIf(process.env['WALK_BUGS'] === undefined).each(BUGS.map((bug) => [bug.name, bug] as const))(
  '%s',
  { timeout: 3_600_000 },
  async (_name, bug) => {
    const makePage = await pageMaker(bug);
    for (let seed = 1; seed <= WITHIN; seed += 1) {
      const failure = await failureOf(seed, stepsOf(seed, STEPS), makePage);
      if (!failure) continue;
      process.stdout.write(`${bug.name}: seed ${seed}, step ${failure.after}: ${failure.error.split('\n')[0]}\n`);
      return;
    }
    expect.fail(`not found within ${WITHIN} walks`);
  },
);

// @vitest-environment node
/** The phone's verdict on thousands of random answers against the server's own, run in Python. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Answers, Definition } from '../../definition';
import { cleaned } from '../relevance';
import { faults, MOST_FAULTS } from '../validate';
import { randomAnswers, randomFrom } from './random-answers';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const PYTHON = process.env['PYTHON'] ?? `${ROOT}.venv/bin/python`;
const CASES = 4000;

type Verdict = [path: string, code: string, limit: number | null][];

function serverSays(folder: string, app: string, all: Answers[]): { definition: Definition; verdicts: Verdict[] } {
  const run = spawnSync(PYTHON, ['-m', 'tests.domain.verdicts', folder, app], {
    cwd: ROOT,
    input: all.map((answers) => `${JSON.stringify(answers)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { ...process.env, PYTHONUTF8: '1' },
  });
  if (run.status !== 0)
    throw new Error(`the server's verdicts could not be had from ${PYTHON}:\n${run.stderr || run.error}`);
  const [first, ...lines] = run.stdout.trim().split('\n');
  return { definition: JSON.parse(first!) as Definition, verdicts: lines.map((line) => JSON.parse(line) as Verdict) };
}

function phoneSays(definition: Definition, answers: Answers): Verdict {
  return faults(definition, answers).map(({ path, code, limit }) => [path, code, limit]);
}

const shipped = ['shared/definitions', 'virksomhedsbesoeg', 20261123] as const;
const everything = ['tests/domain/definitions', 'alt-muligt', 42] as const;

for (const [folder, app, seed] of [shipped, everything]) {
  const { definition } = serverSays(folder, app, []);
  const random = randomFrom(seed);
  const drafts = Array.from({ length: CASES }, () => randomAnswers(definition, random));

  test(`${app}: phone and server find the same faults in raw answers`, () => {
    const { verdicts } = serverSays(folder, app, drafts);
    drafts.forEach((answers, index) => {
      expect(phoneSays(definition, answers), JSON.stringify(answers)).toEqual(verdicts[index]);
    });
    expect(verdicts.filter((verdict) => verdict.length > 0).length).toBeGreaterThan(CASES / 2);
  });

  test(`${app}: phone and server find the same faults in what the phone would send`, () => {
    const sent = drafts.map((draft) => cleaned(definition, draft));
    const { verdicts } = serverSays(folder, app, sent);
    sent.forEach((answers, index) => {
      expect(phoneSays(definition, answers), JSON.stringify(answers)).toEqual(verdicts[index]);
    });
    expect(verdicts.flat().filter(([, code]) => code === 'not-relevant')).toEqual([]);
    expect(verdicts.filter((verdict) => verdict.length === 0).length).toBeGreaterThan(0);
  });
}

test('of very many faults the same first hundred are told', () => {
  const answers = {
    behov: Array.from({ length: 80 }, () => ({ titel: '', antal: 0, z: 1 })),
    emner: ['rekruttering'],
    moedtNogen: true,
  };
  const { definition, verdicts } = serverSays(shipped[0], shipped[1], [answers]);
  expect(phoneSays(definition, answers)).toEqual(verdicts[0]);
  expect(verdicts[0]).toHaveLength(MOST_FAULTS);
});

// @vitest-environment node
/** Each rule of `.dependency-cruiser.cjs` finds a planted import that breaks it. `npm run check` applies the rules to the page. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterAll, beforeAll, expect, it } from 'vitest';

const law = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
  options: ICruiseOptions;
};

/** The path and content of a file that breaks a rule, by the rule. */
const BREAKS: Record<string, [file: string, content: string]> = {
  'no-circles': ['src/a.ts', "export const later = () => import('./b');"],
  'nothing-unknown': ['src/lost.ts', "import './nowhere';"],
  'the-engine-judges-and-draws-nothing': ['src/form/engine/judge.ts', "import type { B } from '../../b';"],
  'what-draws-is-not-asked': ['src/drafts/keep.ts', "import { Page } from '../home/Page';"],
  'only-the-app-knows-its-pages': ['src/home/Page.tsx', "import { Home } from '../pages/Home';"],
  'a-room-of-its-own-is-brought-late': ['src/pages/Home.tsx', "import { FormPage } from '../form/FormPage';"],
  'a-control-knows-no-page-of-the-form': ['src/form/controls/box.ts', "import type { F } from '../FormPage';"],
  'page-and-worker-share-messages-alone': ['src/offline/link.ts', "import type { Sw } from '../../worker/sw';"],
  'the-product-needs-no-test': ['src/fake.ts', "import './tests/fake';"],
  'what-ships-is-a-dependency': ['src/tool.ts', "import 'vitest';"],
};
const REST: Record<string, string> = {
  'worker/sw.ts': 'export type Sw = 1;',
  'worker/drawing.ts': "import '../src/home/Page';",
  'src/b.ts': "import type { later } from './a'; export type B = typeof later;",
  'src/tests/fake.ts': '',
  'src/form/FormPage.tsx': 'export type F = 1; export const FormPage = 1;',
  'package.json': '{"devDependencies": {"vitest": "*"}}',
  'node_modules/vitest/index.js': '',
  'node_modules/vitest/package.json': '{"name": "vitest"}',
};
const folder = mkdtempSync(join(tmpdir(), 'law-'));
let broken: string[];

beforeAll(async () => {
  for (const [file, content] of [...Object.values(BREAKS), ...Object.entries(REST)]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  const { tsConfig: _, ...options } = law.options as ICruiseOptions & { tsConfig: unknown };
  const ruleSet = { forbidden: law.forbidden } as IFlattenedRuleSet;
  const { output } = await cruise(['src', 'worker'], { ...options, baseDir: folder, ruleSet, validate: true });
  broken = (output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
});

afterAll(() => rmSync(folder, { recursive: true }));

it.each(law.forbidden.map(({ name }) => name))('finds what breaks %s', (name) => {
  expect(broken).toContain(`${name}: ${BREAKS[name]?.[0]}`);
});

it('finds what breaks a rule in the worker', () => {
  expect(broken).toContain('what-draws-is-not-asked: worker/drawing.ts');
});

it('is held against every folder with code', () => {
  const home = join(import.meta.dirname, '..');
  const folders = readdirSync(home, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(node_modules|dist.*)$/.test(entry.name))
    .filter(({ name }) =>
      readdirSync(join(home, name), { recursive: true }).some((file) => /[.]tsx?$/.test(String(file))),
    );
  const { scripts } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { scripts: { check: string } };
  const cruised = /depcruise --config \S+ ([^&]+) &&/.exec(scripts.check)?.[1]?.split(' ');
  expect(cruised).toEqual(folders.map(({ name }) => name).toSorted());
});

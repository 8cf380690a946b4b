/**
 * Bundles the product into one script, once. Each tab runs the script for itself, so that each has its own modules and variables, as a
 * page has, also those that a page loads later.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { languageFiles } from '../../building-texts';
import type { Bug } from './bugs';
import type * as page from './page';

export type Page = typeof page;

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Returns a function that makes a page, with `bug` planted in it. Throws where the source no longer has the bug's `right` text. */
export async function pageMaker(bug?: Bug): Promise<() => Page> {
  const planted = bug ? [plant(bug)] : [];
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    root: pathOf('../..'),
    plugins: [languageFiles(pathOf('../../../shared/texts'), pathOf('../../src')), ...planted],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry: pathOf('./page.ts'), formats: ['iife'], name: 'page' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput[];
  const { code } = output[0]!.output[0];
  const script = `${code}\nreturn page;\n//# sourceURL=page.js`;
  // The script is built from the product's own source.
  // oxlint-disable-next-line no-implied-eval
  return new Function(script) as () => Page;
}

function plant({ name, file, right, wrong }: Bug): Plugin {
  const source = pathOf(`../../src/${file}`);
  if (!readFileSync(source, 'utf8').includes(right)) throw new Error(`${name}: ${file} says no more: ${right}`);
  return {
    name: `planted-${name}`,
    enforce: 'pre',
    transform: (code, id) => (id === source ? code.replace(right, () => wrong) : undefined),
  };
}

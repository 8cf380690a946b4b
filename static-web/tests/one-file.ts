/** Before all tests: bundles happy-dom into one file, once for each version, since each test file would load its six hundred files. */
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('../node_modules', import.meta.url));
const PACKAGE = join(MODULES, 'happy-dom');
const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };

export const ONE_FILE = join(MODULES, '.cache', `happy-dom-${version}.mjs`);

export async function setup(): Promise<void> {
  if (existsSync(ONE_FILE)) return;
  // Import Vite only here: every test file imports this module for the path.
  const { build } = await import('vite');
  const folder = join(MODULES, '.cache', `happy-dom-${process.pid}`);
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: join(PACKAGE, 'lib', 'index.js'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
    },
  });
  // Rename in one step, since another run may do the same at this moment.
  renameSync(join(folder, 'index.js'), ONE_FILE);
  rmSync(folder, { recursive: true });
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

/** The place for the first script in `index.html`. */
const PLACE = '<!-- early -->';

/** The hash by which a Content-Security-Policy lets an inline script run. */
export const hashOf = (content: string | Buffer, name: 'sha256' | 'sha384' = 'sha256'): string =>
  `${name}-${createHash(name).update(content).digest('base64')}`;

/**
 * Inserts the first script into the page, after an element with the names of the files that it loads. `parts`: the first module of each
 * part of the page. Fails where the hosting's Content-Security-Policy does not have the script's hash.
 */
export function earlyScript(file: string, configuration: string, parts: Record<string, string>): Plugin {
  const script = readFileSync(file, 'utf8');
  return {
    name: 'early-script',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => {
        if (!readFileSync(configuration, 'utf8').includes(`'${hashOf(script)}'`))
          throw new Error(`${configuration}: script-src must name '${hashOf(script)}', the hash of ${file}`);
        const data = Object.entries(parts).map(([name, module]) => {
          const files = bundle ? filesOf(bundle, module, html) : [];
          return `data-${name}="${files.map((file) => `/${file}`).join(' ')}"`;
        });
        const meta = `<meta name="parts" ${data.join(' ')} />`;
        return html.replace(PLACE, () => `${meta}\n    <script>${script}</script>`);
      },
    },
  };
}

/** The file of the chunk with the module, and those of all chunks that it imports, except files that the page names already. */
function filesOf(bundle: Rolldown.OutputBundle, module: string, html: string): string[] {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  const first = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(module)));
  if (!first) throw new Error(`no chunk holds ${module}`);
  const names = new Set<string>([first.fileName]);
  for (const name of names) {
    const chunk = chunks.find(({ fileName }) => fileName === name);
    for (const imported of chunk?.imports ?? []) names.add(imported);
  }
  return [...names].filter((name) => !html.includes(name));
}

/** The files of the validator that the build replaces, each with its replacement. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  // `src/form/engine/formats.ts` defines the formats instead.
  './format.js': 'export const format = {};',
  // A compiled definition has no references to other schemas: a definition with one is refused when it is read.
  './dereference.js': 'export const dereference = () => ({});',
};

/** Builds the validator without the parts that no form needs. Fails where the validator no longer has one of the replaced files. */
export function lighterValidator(): Plugin {
  const [empty, library] = ['\0left-out:', '@cfworker/json-schema'];
  const seen = new Set<string>();
  return {
    name: 'lighter-validator',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) => {
      if (!(source in LEFT_OUT) || !importer?.includes(library)) return undefined;
      seen.add(source);
      return empty + source;
    },
    load: (id) => (id.startsWith(empty) ? LEFT_OUT[id.slice(empty.length)] : undefined),
    buildEnd: () => {
      for (const file of Object.keys(LEFT_OUT))
        if (!seen.has(file)) throw new Error(`${library} has no ${file} any more`);
    },
  };
}

/**
 * Removes Vite's preload helper, which requests all imports of a part that is loaded later, and adds a kilobyte to the first view. It is
 * not needed: the service worker has the imports, or `early.js` requests them.
 */
export function noPreloadHelper(): Plugin {
  const helper = '\0vite/preload-helper.js';
  return {
    name: 'no-preload-helper',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (id === helper ? 'export const __vitePreload = (load) => load();' : undefined),
  };
}

/** The files that the service worker caches: the page and all that it loads. The operating system fetches icons and the manifest itself. */
const KEPT = /^(index\.html|assets\/.+\.(js|css|woff2))$/;

/** Builds `sw.js` after the page, with the list of the built files and their hashes. */
export function serviceWorker(entry: string): Plugin {
  let folder = '';
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: async () => {
      const files = builtFiles(folder);
      await build({
        configFile: false,
        logLevel: 'warn',
        define: { BUILT_FILES: JSON.stringify(files), BUILD: JSON.stringify(buildOf(files)) },
        build: {
          outDir: folder,
          emptyOutDir: false,
          copyPublicDir: false,
          target: 'es2022',
          rolldownOptions: { input: entry, output: { format: 'iife', entryFileNames: 'sw.js' } },
        },
      });
    },
  };
}

function builtFiles(folder: string): { path: string; integrity: string }[] {
  const names = readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll('\\', '/'));
  return names
    .filter((name) => KEPT.test(name))
    .sort()
    .map((name) => ({ path: `/${name}`, integrity: hashOf(readFileSync(join(folder, name)), 'sha384') }));
}

/** The name of a build: a short hash of its files. */
const buildOf = (files: readonly { integrity: string }[]): string =>
  createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);

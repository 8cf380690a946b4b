import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

/** Where `index.html` says that the first script shall stand. */
const PLACE = '<!-- early -->';

/** The hash by which a Content-Security-Policy lets an inline script run. */
export const hashOf = (content: string | Buffer, name: 'sha256' | 'sha384' = 'sha256'): string =>
  `${name}-${createHash(name).update(content).digest('base64')}`;

/**
 * Puts the first script into the page, and before it the names of the files that it chooses among: `parts` names the module that
 * each part begins with. Fails where the hosting's configuration does not let the script run.
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

/** The scripts of the chunk that holds the module, and of all that it imports, but for those that the page names already. */
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

/** What the validator does with what a schema of ours never has, or has its own of: each a file of the validator's, and what stands in it. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  // `src/form/engine/formats.ts` has them.
  './format.js': 'export const format = {};',
  // A compiled definition names no schema elsewhere; one that did would be refused when it is read.
  './dereference.js': 'export const dereference = () => ({});',
};

/** The validator is built without what no form needs of it. Fails where that stands in no file of its own any more. */
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
 * A part that comes later is asked for by itself: what it imports in turn, the worker has, or `early.js` asks for. Vite's own helper
 * would ask for each of them, in a kilobyte of every first view.
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

/** What the worker keeps: the page, and all that it and its parts load. Icons and the manifest are the system's to ask for. */
const KEPT = /^(index\.html|assets\/.+\.(js|css|woff2))$/;

/** Builds `sw.js` of the finished folder: its list of files, each with the hash of its bytes. */
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

/** A short name of exactly these files. */
const buildOf = (files: readonly { integrity: string }[]): string =>
  createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);

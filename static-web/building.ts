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

/**
 * The validator is built without its own checks of formats, which `src/form/engine/formats.ts` has in their place: they are a third
 * of it. Fails where the validator has them in no file of their own any more.
 */
export function noFormatsOfTheValidator(): Plugin {
  const [empty, library] = ['\0no-formats', '@cfworker/json-schema'];
  let isFound = false;
  return {
    name: 'no-formats-of-the-validator',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) => {
      if (source !== './format.js' || !importer?.includes(library)) return undefined;
      isFound = true;
      return empty;
    },
    load: (id) => (id === empty ? 'export const format = {};' : undefined),
    buildEnd: () => {
      if (!isFound) throw new Error(`${library} has no format.js: its checks of formats would come along`);
    },
  };
}

const TEXTS = 'virtual:texts/';

/** Makes `virtual:texts/da` and `virtual:texts/en` of the catalogue in the folder: what is drawn, and the faults of a field. */
export function languageFiles(folder: string): Plugin {
  const read = (name: string, language: string) => {
    const both = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    return Object.fromEntries(Object.entries(both).map(([key, text]) => [key, text[language]]));
  };
  return {
    name: 'language-files',
    resolveId: (id) => (id.startsWith(TEXTS) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${TEXTS}`)) return undefined;
      for (const name of ['ui', 'form', 'fields']) this.addWatchFile(join(folder, `${name}.json`));
      const language = id.slice(TEXTS.length + 1);
      const texts = { ...read('ui', language), ...read('form', language) };
      const faults = read('fields', language);
      return `export const texts = ${JSON.stringify(texts)};\nexport const faults = ${JSON.stringify(faults)};\n`;
    },
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

export function builtFiles(folder: string): { path: string; integrity: string }[] {
  const names = readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll('\\', '/'));
  return names
    .filter((name) => KEPT.test(name))
    .sort()
    .map((name) => ({ path: `/${name}`, integrity: hashOf(readFileSync(join(folder, name)), 'sha384') }));
}

/** A short name of exactly these files. */
export const buildOf = (files: readonly { integrity: string }[]): string =>
  createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);

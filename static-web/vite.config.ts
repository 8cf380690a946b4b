import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { classesInUse } from './classes-in-use.ts';
import { coloursFromTokens } from './colours.ts';
import { earlyScript, lighterValidator, noPreloadHelper, serviceWorker } from './building.ts';
import { languageFiles } from './building-texts.ts';
import { configurationMark } from './hosting.ts';

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const CONFIGURATION = pathOf('./public/staticwebapp.config.json');

const PARTS = {
  home: 'src/pages/HomePage.tsx',
  form: 'src/form/FormPage.tsx',
  da: 'virtual:texts/da',
  en: 'virtual:texts/en',
};

/** `vite preview` sends the headers that the hosting will send, so that a broken content security policy shows at once. */
function hostingHeaders(): Record<string, string> {
  const config = JSON.parse(readFileSync(CONFIGURATION, 'utf8')) as {
    globalHeaders: Record<string, string>;
  };
  return config.globalHeaders;
}

/** What more than one page needs, and no page should bring another's code for. */
const SHARED = [
  'definitions',
  'memory/memory',
  'memory/store',
  'answers/time-format',
  'attachments/attachment-rows',
  'form/uuid',
  'form/engine/json-pointer',
  'frame/Dialog',
  'latest-answer',
].join('|');

const source = (names: string) => new RegExp(`/static-web/src/(${names})\\.tsx?$`);

/**
 * Each with all that it imports: a browser opens six connections, the gateway speaks HTTP/1.1, and a form or the list is six files and
 * answers. A second chunk that others import from, with a page in it, would cost every page a file of its own for rolldown's runtime.
 */
const CHUNKS = [
  { name: 'core', test: source(`App|main|${SHARED}`), priority: 3 },
  { name: 'form', test: source('form/FormPage'), priority: 2 },
  { name: 'list', test: source('registrations|outbox/words|frame/Badge'), priority: 1 },
];

const TESTS = ['{src,tests,worker}/**/*.test.{ts,tsx}'];

/** Tests that set the process's time zone. */
const OF_A_TIME_ZONE = ['control-types.test.tsx', 'typed.test.ts', 'values.test.ts'].map(
  (name) => `src/form/tests/${name}`,
);

export default defineConfig({
  plugins: [
    preact(),
    configurationMark(CONFIGURATION),
    lighterValidator(),
    noPreloadHelper(),
    languageFiles(pathOf('../shared/texts'), pathOf('./src')),
    earlyScript(pathOf('./early.js'), CONFIGURATION, PARTS),
    serviceWorker(pathOf('./worker/sw.ts')),
  ],
  resolve: { alias: { '~dkfds': pathOf('./node_modules/dkfds/src') } },
  css: {
    postcss: { plugins: [coloursFromTokens, classesInUse([pathOf('./src')])] },
    preprocessorOptions: { scss: { loadPaths: [pathOf('./node_modules/dkfds/src/stylesheets')], quietDeps: true } },
  },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
  server: {
    proxy: { '/api': process.env['FELTSKEMA_API'] ?? 'http://127.0.0.1:7071' },
    fs: { allow: [pathOf('..')] },
  },
  preview: { headers: hostingHeaders() },
  test: {
    environmentOptions: {
      happyDOM: {
        settings: {
          navigation: {
            disableMainFrameNavigation: true,
            disableChildPageNavigation: true,
            disableFallbackToSetURL: true,
          },
        },
      },
    },
    environment: pathOf('./tests/happy-dom.ts'),
    globalSetup: [pathOf('./tests/one-file.ts')],
    testTimeout: 30_000,
    // Vitest leaves one processor free, which on two means a single worker, though these tests often wait.
    maxWorkers: 3,
    setupFiles: [pathOf('./tests/languages.ts')],
    projects: [
      // A thread costs a third of a process, but has no time zone of its own.
      { extends: true, test: { name: 'page', pool: 'threads', include: TESTS, exclude: OF_A_TIME_ZONE } },
      { extends: true, test: { name: 'time zones', pool: 'forks', include: OF_A_TIME_ZONE } },
    ],
  },
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { configurationMark } from './hosting.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `vite preview` sends the headers that the hosting will send, so that a broken content security policy shows at once. */
function hostingHeaders(): Record<string, string> {
  const config = JSON.parse(readFileSync(here('./public/staticwebapp.config.json'), 'utf8')) as {
    globalHeaders: Record<string, string>;
  };
  return config.globalHeaders;
}

export default defineConfig({
  plugins: [preact(), configurationMark(here('./public/staticwebapp.config.json'))],
  resolve: { alias: { '~dkfds': here('./node_modules/dkfds/src') } },
  css: {
    preprocessorOptions: { scss: { loadPaths: [here('./node_modules/dkfds/src/stylesheets')], quietDeps: true } },
  },
  build: { target: 'es2022', modulePreload: { polyfill: false } },
  server: {
    proxy: { '/api': process.env['FELTSKEMA_API'] ?? 'http://127.0.0.1:7071' },
    fs: { allow: [here('..')] },
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
    environment: 'happy-dom',
    testTimeout: 30_000,
    include: ['{src,tests}/**/*.test.{ts,tsx}'],
  },
});

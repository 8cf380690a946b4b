import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const api = process.env['FELTSKEMA_API'] ?? 'http://127.0.0.1:7071';

/** `vite preview` sends the headers that the hosting will send, so that a broken content security policy shows at once. */
function hostingHeaders(): Record<string, string> {
  const config = JSON.parse(readFileSync(here('./public/staticwebapp.config.json'), 'utf8')) as {
    globalHeaders: Record<string, string>;
  };
  return config.globalHeaders;
}

/** With `FELTSKEMA_API=fake` the calls are answered by the in-memory server of the tests: pages without a stack. */
function fakeApi(): Plugin {
  return {
    name: 'fake-api',
    async configureServer(server) {
      const { middleware } = await import('./tests/fake-server');
      server.middlewares.use('/api', middleware());
    },
    async configurePreviewServer(server) {
      const { middleware } = await import('./tests/fake-server');
      server.middlewares.use('/api', middleware());
    },
  };
}

export default defineConfig({
  plugins: [preact(), ...(api === 'fake' ? [fakeApi()] : [])],
  resolve: { alias: { '~dkfds': here('./node_modules/dkfds/src') } },
  css: {
    preprocessorOptions: {
      scss: { loadPaths: [here('./node_modules/dkfds/src/stylesheets'), here('./src/style')], quietDeps: true },
    },
  },
  build: { target: 'es2022', outDir: 'dist', assetsDir: 'assets', modulePreload: { polyfill: false } },
  server: { proxy: api === 'fake' ? {} : { '/api': api }, fs: { allow: [here('..')] } },
  preview: { headers: hostingHeaders() },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx', 'src/**/*.test.ts', 'src/**/*.test.tsx'] },
});

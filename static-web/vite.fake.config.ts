/**
 * The pages without a stack: `npx vite --config vite.fake.config.ts`, or `vite preview` with the same for what was built.
 * The calls are answered by the in-memory server of the tests.
 */
import { mergeConfig, type Plugin } from 'vite';
import { middleware } from './tests/fake-server';
import own from './vite.config';

const fakeApi: Plugin = {
  name: 'fake-api',
  configureServer: (server) => void server.middlewares.use(middleware()),
  configurePreviewServer: (server) => void server.middlewares.use(middleware()),
};

export default mergeConfig(own, { plugins: [fakeApi], server: { proxy: {} } });

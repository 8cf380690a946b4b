/** The phone's own validator for Node, so that tests outside the page can ask it. */
import { defineConfig } from 'vite';
import { lighterValidator } from './building.ts';

export default defineConfig({
  plugins: [lighterValidator()],
  build: {
    outDir: 'dist-node',
    target: 'node20',
    copyPublicDir: false,
    lib: { entry: 'src/form/engine/verdict.ts', formats: ['es'], fileName: () => 'validator.mjs' },
  },
});

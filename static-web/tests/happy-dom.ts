/** The tests' environment: happy-dom, loaded from one file (`one-file.ts`) instead of its six hundred. */
import type { GlobalWindow } from 'happy-dom';
import { populateGlobal, type Environment } from 'vitest/runtime';
import { ONE_FILE } from './one-file.ts';

type Options = NonNullable<ConstructorParameters<typeof GlobalWindow>[0]>;

/** The globals that Node has too, and that a page must get from happy-dom. */
const BROWSERS_OWN = [
  'Request',
  'Response',
  'Headers',
  'FormData',
  'fetch',
  'MessagePort',
  'AbortController',
  'AbortSignal',
  'URL',
  'URLSearchParams',
];

/** Node's channels reach every thread of the process, which are other test files. Each file is a browser of its own. */
function channelOfThisFile(channel: typeof BroadcastChannel): typeof BroadcastChannel {
  const file = crypto.randomUUID();
  return class extends channel {
    constructor(name: string) {
      super(`${file} ${name}`);
    }
  };
}

export default {
  name: 'happy-dom',
  viteEnvironment: 'client',
  async setup(global: typeof globalThis, { happyDOM: options = {} }: { happyDOM?: Options }) {
    const browser = (await import(/* @vite-ignore */ ONE_FILE)) as { GlobalWindow: typeof GlobalWindow };
    const window = new browser.GlobalWindow({
      url: 'http://localhost:3000',
      console: global.console,
      ...options,
      settings: { ...options.settings, disableErrorCapturing: true },
    });
    const { keys, originals } = populateGlobal(global, window, { bindFunctions: true, additionalKeys: BROWSERS_OWN });
    const { BroadcastChannel: channelOfAllFiles } = global;
    global.BroadcastChannel = channelOfThisFile(channelOfAllFiles);
    return {
      async teardown() {
        await window.happyDOM.abort();
        window.close();
        global.BroadcastChannel = channelOfAllFiles;
        for (const key of keys) Reflect.deleteProperty(global, key);
        for (const [key, value] of originals) Reflect.set(global, key, value);
      },
    };
  },
} satisfies Environment;

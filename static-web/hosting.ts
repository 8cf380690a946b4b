import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Puts a hash of the hosting's configuration into `index.html`. The host's ETag is of the file alone: without it a browser that holds
 * the page is told 304 after headers were changed, and keeps the old ones (Azure/static-web-apps#905).
 */
export function configurationMark(file: string): Plugin {
  return {
    name: 'configuration-mark',
    transformIndexHtml: () => {
      const content = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
      return [{ tag: 'meta', attrs: { name: 'hosting', content }, injectTo: 'head' }];
    },
  };
}

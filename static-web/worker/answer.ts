/** Decides which requests the service worker answers, and with what. In doubt, the network answers. */

interface PageRequest {
  method: string;
  mode: string;
  url: string;
}

/** `shell`: the page itself; `file`: a file of the build. */
export type Answer = 'shell' | 'file' | 'network';

/**
 * Addresses that only the server answers: the API, the sign-in with MitID, those of the host and the gateway, and the status page.
 */
const NOT_OURS = /^\/(api|\.auth|\.well-known|status)(\/|$)|^\/status-/;

export function answerTo({ method, mode, url }: PageRequest, origin: string, paths: ReadonlySet<string>): Answer {
  const address = new URL(url);
  if (method !== 'GET' || address.origin !== origin || NOT_OURS.test(address.pathname)) return 'network';
  if (mode === 'navigate') return isPage(address.pathname) ? 'shell' : 'network';
  // A page of an earlier build requests files that this build does not have.
  return paths.has(address.pathname) || address.pathname.startsWith('/assets/') ? 'file' : 'network';
}

/** Whether a path is that of a page. A name with an extension is a file that was opened directly. */
function isPage(path: string): boolean {
  return !path.slice(path.lastIndexOf('/')).includes('.');
}

/** Which requests the worker answers, and with what. Everything that it is not sure of is the network's. */

interface Asked {
  method: string;
  mode: string;
  url: string;
}

/** `shell`: the page itself; `file`: a file of the build. */
export type Answer = 'shell' | 'file' | 'network';

/**
 * The server's own addresses: calls, the way to MitID and back, the host's and the gateway's own, and how things stand. Never answered
 * from the phone.
 */
const NOT_OURS = /^\/(api|\.auth|\.well-known|status)(\/|$)|^\/status-/;

export function answerTo({ method, mode, url }: Asked, origin: string, paths: ReadonlySet<string>): Answer {
  const asked = new URL(url);
  if (method !== 'GET' || asked.origin !== origin || NOT_OURS.test(asked.pathname)) return 'network';
  if (mode === 'navigate') return isPage(asked.pathname) ? 'shell' : 'network';
  // A page of an earlier build asks for files that this build has not.
  return paths.has(asked.pathname) || asked.pathname.startsWith('/assets/') ? 'file' : 'network';
}

/** A name with an ending is a file, opened by itself. */
function isPage(path: string): boolean {
  return !path.slice(path.lastIndexOf('/')).includes('.');
}

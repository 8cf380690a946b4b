/** The answers that `early.js` asked for before any script of ours was here. Each is taken once. */

interface Begun {
  /** Milliseconds since 1970. */
  at: number;
  answer: Promise<Response>;
}

declare global {
  var feltskemaBegun: Record<string, Begun> | undefined;
}

/** An older one tells of a moment that is gone: the person may have signed in since. */
const FRESH_MS = 15_000;

/**
 * The answer to `GET /api<path>` where it was asked for from the first byte; undefined where it was not, was taken already, or must
 * be asked for anew. Rejects as `fetch` does.
 */
export async function takeBegun(path: string): Promise<Response | undefined> {
  const begun = globalThis.feltskemaBegun?.[path];
  if (!begun) return undefined;
  delete globalThis.feltskemaBegun![path];
  if (Date.now() - begun.at > FRESH_MS) return undefined;
  const response = await begun.answer;
  // Who is signed in is known when the rest is asked for; when that began, nobody may have been.
  return response.ok || path === '/auth/me' ? response : undefined;
}

/** Before a call that changes something: what was asked for earlier may tell of a moment that is gone after it. */
export function dropBegun(): void {
  globalThis.feltskemaBegun = undefined;
}

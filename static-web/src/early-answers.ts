/** The answers to requests that `early.js` sent before any other script was loaded. Each is used once. */

interface Begun {
  /** Milliseconds since 1970. */
  at: number;
  answer: Promise<Response>;
}

declare global {
  var feltskemaBegun: Record<string, Begun> | undefined;
}

/** An older answer is not used: the person may have signed in since. */
const FRESH_MS = 15_000;

/**
 * The early answer to `GET /api<path>`; undefined where there is none, it was used already, or the request must be sent again. Rejects
 * as `fetch` does.
 */
export async function takeEarlyAnswer(path: string): Promise<Response | undefined> {
  const begun = globalThis.feltskemaBegun?.[path];
  if (!begun) return undefined;
  delete globalThis.feltskemaBegun![path];
  if (Date.now() - begun.at > FRESH_MS) return undefined;
  const response = await begun.answer;
  // A failed answer may be outdated, since somebody may have signed in meanwhile: send the request again.
  return response.ok || path === '/auth/me' ? response : undefined;
}

/** Drops the early answers, before a call that changes something: they may be outdated after it. */
export function dropEarlyAnswers(): void {
  globalThis.feltskemaBegun = undefined;
}
